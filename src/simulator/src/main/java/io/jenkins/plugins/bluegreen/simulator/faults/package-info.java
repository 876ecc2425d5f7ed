/** Breaks requests on purpose, and keeps a log of all of them. */
package io.jenkins.plugins.bluegreen.simulator.faults;
