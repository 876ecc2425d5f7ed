/** Time, real or stepped by a test: everything that the cluster does by itself it does on one thread, at times given here. */
package io.jenkins.plugins.bluegreen.simulator.time;
