/**
 * What is to be deployed, as plain data: a manifest is read and checked, artifacts are bound to its images, and the
 * object of a release is rendered from it.
 *
 * <p>Nothing in here knows a cluster or a client. All that is wrong with an input is reported at once, as {@link
 * io.jenkins.plugins.bluegreen.manifest.Problem}s that name objects, kinds and keys but never print a manifest's
 * content.
 */
package io.jenkins.plugins.bluegreen.manifest;
