/**
 * The way in: takes a connection and a request, drives it on shared clients and a shared pool, and answers what a
 * cluster shows. The command line, the Pipeline steps and the freestyle builders all come through here.
 */
package io.jenkins.plugins.bluegreen.deployer;
