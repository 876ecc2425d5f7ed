package io.jenkins.plugins.bluegreen.decide;

import java.util.EnumSet;
import java.util.Set;

/** What a run waits for. */
public enum Wait {
    /** It is seen which release each endpoint belongs to. */
    KNOWN("the releases of all endpoints to be known"),
    /** A release that is being deleted is gone. */
    GONE("the old object of this name to be gone"),
    /** All of the candidate's pods are available. */
    AVAILABLE("all pods of the candidate to be available"),
    /** They stay so. */
    STABLE("the candidate to stay available"),
    /** The slices of the Services show the candidate alone. */
    PROOF("the endpoints to follow the selector"),
    /** The controller has seen a template. */
    TEMPLATE("the controller to see the template"),
    /** The controllers' cache has seen the pods' labels. */
    LABELS("the controllers to see the pods' labels"),
    /** Both serve. */
    SETTLE("load balancers to know the new pods"),
    /** The slices show the owner's selector. */
    HANDED_BACK("the endpoints to be computed from the owner's selector"),
    /** The candidate is watched. */
    VERIFY("the new release to prove itself"),
    /** Connections end. */
    DRAIN("connections to the old release to end"),
    /** A release that lost pods in the middle of a cutover gets them again. */
    RECOVERY("lost pods to come back"),
    /** What was restored is seen in the slices. */
    RESTORED("the endpoints to be as they were");

    private static final Set<Wait> BY_ENDPOINTS = EnumSet.of(KNOWN, PROOF, HANDED_BACK, RESTORED);

    private final String sentence;

    Wait(String sentence) {
        this.sentence = sentence;
    }

    /** Whether it ends with what a slice or a pod shows. */
    boolean byEndpoints() {
        return BY_ENDPOINTS.contains(this);
    }

    /** What is waited for, as the object of "waiting for". */
    public String sentence() {
        return sentence;
    }
}
