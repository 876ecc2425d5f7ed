/** The objects, as they go over the wire, under one growing version. */
package io.jenkins.plugins.bluegreen.simulator.store;
