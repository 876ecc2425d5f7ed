/** The clusters that one and the same test runs on: embedded, a real control plane of our own, or any other. */
package io.jenkins.plugins.bluegreen.testkit.cluster;
