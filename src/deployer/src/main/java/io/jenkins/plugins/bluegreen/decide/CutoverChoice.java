package io.jenkins.plugins.bluegreen.decide;

/** How traffic is to be moved. */
public enum CutoverChoice {
    /** Atomic, and overlap where atomic would lose traffic outside the cluster; says which and why. */
    AUTO,
    /** The versions are never mixed. */
    ATOMIC,
    /** Make before break: both versions serve for a while. */
    OVERLAP
}
