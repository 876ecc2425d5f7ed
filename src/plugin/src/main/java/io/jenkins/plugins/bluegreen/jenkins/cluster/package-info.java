/**
 * Which cluster, and who asks: what a job may choose, what an administrator defines, and how a credential becomes a
 * connection without a way to run programs or to read files on the controller.
 */
package io.jenkins.plugins.bluegreen.jenkins.cluster;
