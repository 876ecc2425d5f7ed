/** What a Service's endpoints went through, seen at the store itself: the judge of demonstrations and tests. */
package io.jenkins.plugins.bluegreen.simulator.history;
