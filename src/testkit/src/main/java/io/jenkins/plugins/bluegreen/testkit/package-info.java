/**
 * What a test needs to judge a deployment from outside: a {@link io.jenkins.plugins.bluegreen.testkit.World} is a
 * namespace of some cluster with Services, runs of the deployer against it, and observers beside them.
 */
package io.jenkins.plugins.bluegreen.testkit;
