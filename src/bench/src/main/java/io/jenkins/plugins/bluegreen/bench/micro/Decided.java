package io.jenkins.plugins.bluegreen.bench.micro;

import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Request;
import java.time.Instant;

/**
 * The question that a decision was asked.
 *
 * @param request what is asked for
 * @param observed what the cluster showed
 * @param now the time
 */
record Decided(Request request, Observed observed, Instant now) {}
