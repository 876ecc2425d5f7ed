/**
 * What pages are drawn from: small, bounded files beside those of a build and of a job, so that nobody has to load a
 * build or wait for a cluster to show a page.
 */
package io.jenkins.plugins.bluegreen.jenkins.record;
