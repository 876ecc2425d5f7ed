/**
 * What was seen of a Service, and when: facts in the order of sight, the times without sight, and marks that a caller
 * set. A pure model; {@code watch} fills it, {@code measure} reads it.
 */
package io.jenkins.plugins.bluegreen.observer.history;
