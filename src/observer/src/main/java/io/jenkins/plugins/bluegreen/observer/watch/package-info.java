/**
 * Fills a recording from a cluster: one list and one watch of its own for each kind of object, over nothing but an HTTP
 * client. It only reads.
 */
package io.jenkins.plugins.bluegreen.observer.watch;
