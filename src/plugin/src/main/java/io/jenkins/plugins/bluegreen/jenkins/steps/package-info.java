/** The Pipeline steps: parameters, and executions that hold no thread and survive a restart. */
package io.jenkins.plugins.bluegreen.jenkins.steps;
