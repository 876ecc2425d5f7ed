/** Wrong decisions and wrong drivers, each put in the place of the right one, to see the test that must catch it do so. */
package io.jenkins.plugins.bluegreen.testkit.sabotage;
