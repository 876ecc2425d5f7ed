package io.jenkins.plugins.bluegreen.decide;

/**
 * A decision: what is next, and what the run knows from here on.
 *
 * @param next what is next
 * @param facts to be given to the next decision
 */
public record Step(Next next, Facts facts) {}
