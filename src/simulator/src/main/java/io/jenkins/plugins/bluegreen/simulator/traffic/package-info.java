/** Real connections on loopback: every running pod answers HTTP, and a proxy leads to the ready endpoints of a Service. */
package io.jenkins.plugins.bluegreen.simulator.traffic;
