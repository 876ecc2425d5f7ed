/** Runs one request for a person: tells what happens, takes Ctrl-C, and prints the report. */
package io.jenkins.plugins.bluegreen.cli.run;
