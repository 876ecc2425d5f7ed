/**
 * The one vocabulary of the product: the parameters that people write in a Jenkinsfile, in a form and on the command
 * line, their defaults, and how they become a {@link io.jenkins.plugins.bluegreen.decide.Request}. Everything that is
 * wrong with them is told at once.
 */
package io.jenkins.plugins.bluegreen.settings;
