/** What the forms of all steps have in common. */
package io.jenkins.plugins.bluegreen.jenkins.forms;
