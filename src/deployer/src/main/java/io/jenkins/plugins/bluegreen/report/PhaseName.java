package io.jenkins.plugins.bluegreen.report;

/** What a run is about, in words that stay: reports, views and their translations are keyed by them. */
public enum PhaseName {
    /** What must be right is looked at; nothing is written. */
    PREFLIGHT("preflight"),
    /** The Leases are taken, or another's is waited for. */
    LOCK("lock"),
    /** What an earlier run left unfinished is finished or undone. */
    REPAIR("repair"),
    /** The candidate is created, scaled or adopted. */
    PREPARE("prepare"),
    /** Its pods become available. */
    WARM_UP("warm-up"),
    /** Somebody or something is asked whether traffic may be moved. */
    GATE("gate"),
    /** The Services are pointed at the candidate, and that is proven. */
    FLIP("flip"),
    /** Both serve, by intent. */
    SETTLE("settle"),
    /** Traffic labels are given and taken. */
    LABELS("labels"),
    /** The Services get their owners' selectors again, and that is proven. */
    HAND_BACK("hand-back"),
    /** The new release is watched. */
    VERIFY("verify"),
    /** The old release is left alone. */
    DRAIN("drain"),
    /** The old release is retired, history is pruned. */
    RETIRE("retire"),
    /** What served before gets the traffic again, and the candidate goes. */
    RESTORE("restore");

    private final String word;

    PhaseName(String word) {
        this.word = word;
    }

    /** As it is written in reports. */
    public String word() {
        return word;
    }
}
