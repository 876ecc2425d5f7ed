/** What can be typed after a command's name. Flags, defaults and meanings are those of the core's one vocabulary. */
package io.jenkins.plugins.bluegreen.cli.options;
