/**
 * What the order of a cutover claims about the real controllers, each claim measured from outside: at several sizes, again
 * and again, with and without a warm-up, with an API server that others keep busy, and with others who write the Service.
 */
package io.jenkins.plugins.bluegreen.testkit.cutover;
