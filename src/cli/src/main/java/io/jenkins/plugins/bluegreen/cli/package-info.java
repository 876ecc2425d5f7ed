/** The command {@code bluegreen}: the same core without Jenkins. */
package io.jenkins.plugins.bluegreen.cli;
