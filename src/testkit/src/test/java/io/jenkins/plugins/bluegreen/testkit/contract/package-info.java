/**
 * What a deployment promises, as tests: each class that ends in {@code Contract} is run by two others, one on the embedded
 * cluster and one on a real control plane. Where the two differ, the embedded one is wrong.
 */
package io.jenkins.plugins.bluegreen.testkit.contract;
