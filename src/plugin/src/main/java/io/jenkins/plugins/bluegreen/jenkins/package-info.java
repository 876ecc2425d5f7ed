/**
 * The plugin: what a Jenkins controller adds to the deployer. It has one engine for each controller, and nothing else in
 * here holds a thread.
 */
package io.jenkins.plugins.bluegreen.jenkins;
