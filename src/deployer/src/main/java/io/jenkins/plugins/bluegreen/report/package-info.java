/** What a run did, measured: one class, from which the JSON, a step's return value and the pages are made. */
package io.jenkins.plugins.bluegreen.report;
