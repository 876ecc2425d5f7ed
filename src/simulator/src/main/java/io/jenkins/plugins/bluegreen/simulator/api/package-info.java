/** The API server over HTTP: paths, discovery, lists, watches, tables for people, and logs. */
package io.jenkins.plugins.bluegreen.simulator.api;
