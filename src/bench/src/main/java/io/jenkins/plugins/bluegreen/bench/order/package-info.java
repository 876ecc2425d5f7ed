/**
 * The orders that are compared: ways to bring a new version beside the one that serves and to move a Service's traffic
 * over. Each runs in a namespace of its own and knows nothing of how it is measured.
 */
package io.jenkins.plugins.bluegreen.bench.order;
