/**
 * Faults at the requests of a run, from outside: whatever befalls it, it succeeds, or restores, or says plainly that it
 * could not, and what was promised to the users of a Service holds.
 */
package io.jenkins.plugins.bluegreen.testkit.faults;
