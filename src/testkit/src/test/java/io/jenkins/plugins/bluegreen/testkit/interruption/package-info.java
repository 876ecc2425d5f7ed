/** The process is stopped at every request it makes; whoever comes next finds a way on. */
package io.jenkins.plugins.bluegreen.testkit.interruption;
