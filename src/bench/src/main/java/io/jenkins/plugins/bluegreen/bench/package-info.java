/** The benchmarks: ours beside what people use today, and what the core costs. {@code src/bench/run} starts them. */
package io.jenkins.plugins.bluegreen.bench;
