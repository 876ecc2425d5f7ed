/**
 * Ways to change an object: JSON Patch, merge patch, strategic merge patch, server-side apply; and who owns which fields.
 * They are written after {@code evanphx/json-patch}, {@code apimachinery/pkg/util/strategicpatch} and
 * {@code structured-merge-diff}, for the kinds here.
 */
package io.jenkins.plugins.bluegreen.simulator.patch;
