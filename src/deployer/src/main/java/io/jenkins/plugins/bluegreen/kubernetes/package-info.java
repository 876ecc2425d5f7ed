/** The fabric8 side: watches, single requests, and the translation of objects into what a decision needs. */
package io.jenkins.plugins.bluegreen.kubernetes;
