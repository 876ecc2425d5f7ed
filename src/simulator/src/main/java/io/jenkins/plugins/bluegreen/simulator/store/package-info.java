/**
 * The objects, as they go over the wire, under one growing version, with a log of the latest changes; which kinds there
 * are; and the answers to requests that fail, in the API server's own words.
 */
package io.jenkins.plugins.bluegreen.simulator.store;
