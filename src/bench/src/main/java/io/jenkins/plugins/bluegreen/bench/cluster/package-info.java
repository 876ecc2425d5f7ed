/** Measures the orders side by side: on a control plane by endpoints and the audit log, on the embedded cluster under load. */
package io.jenkins.plugins.bluegreen.bench.cluster;
