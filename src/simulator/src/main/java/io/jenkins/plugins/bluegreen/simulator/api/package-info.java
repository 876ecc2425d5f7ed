/** The API server: verbs, patches and watches over HTTP. */
package io.jenkins.plugins.bluegreen.simulator.api;
