/**
 * The driver: observes, asks for a decision, acts, and waits for a change or a deadline. It holds no thread while
 * nothing happens, and knows the cluster only by the narrow {@link io.jenkins.plugins.bluegreen.drive.Cluster}.
 */
package io.jenkins.plugins.bluegreen.drive;
