/** What a person sees: plain lines, or a picture that is redrawn in place; and what Ctrl-C does. Knows no cluster. */
package io.jenkins.plugins.bluegreen.cli.terminal;
