/**
 * Faults between a client and its API server, whichever that is: a wrapper around fabric8's HTTP client that answers
 * instead of the server, loses answers, breaks connections and ends watches, at requests that a test chooses.
 */
package io.jenkins.plugins.bluegreen.testkit.fault;
