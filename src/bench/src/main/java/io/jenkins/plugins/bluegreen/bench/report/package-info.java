/** What came out, in numbers that can be compared: medians, ratios, tables. */
package io.jenkins.plugins.bluegreen.bench.report;
