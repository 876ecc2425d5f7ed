/** The demonstration: three stories of v1, v2 and back, under a steady load, judged by an observer that shares no code with the deployer. */
package io.jenkins.plugins.bluegreen.cli.demo;
