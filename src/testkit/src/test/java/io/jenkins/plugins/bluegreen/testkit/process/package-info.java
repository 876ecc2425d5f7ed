/** Programs that tests start as processes of their own, to kill them, to count their threads, or to give them little memory. */
package io.jenkins.plugins.bluegreen.testkit.process;
