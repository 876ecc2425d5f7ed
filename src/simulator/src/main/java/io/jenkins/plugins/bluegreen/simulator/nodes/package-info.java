/**
 * Nodes, the scheduler and the kubelets: what happens to a pod from its creation to its end. An image's tag says how its
 * container behaves; no container is really run.
 */
package io.jenkins.plugins.bluegreen.simulator.nodes;
