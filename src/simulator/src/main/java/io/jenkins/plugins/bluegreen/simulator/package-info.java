/** An embedded Kubernetes for tests and demonstrations: an API server, and the controllers that a deployment meets. */
package io.jenkins.plugins.bluegreen.simulator;
