/**
 * The pure decision: given a request and what the cluster shows now, what is next.
 *
 * <p>Nothing in here does I/O, looks at a clock, holds a thread or knows a Kubernetes client. {@link
 * io.jenkins.plugins.bluegreen.decide.Decision#next} is a function of its arguments; the driver calls it again after
 * every change, so a run that was cut off anywhere can be continued by whoever looks at the cluster.
 */
package io.jenkins.plugins.bluegreen.decide;
