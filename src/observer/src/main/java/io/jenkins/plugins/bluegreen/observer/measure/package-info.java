/**
 * Computes from a history what a Service went through: which releases served when, whether two served at once, how few
 * endpoints there were. Pure: no clock, no cluster.
 */
package io.jenkins.plugins.bluegreen.observer.measure;
