package io.jenkins.plugins.bluegreen.decide;

/** What happens to the old release when its traffic has gone and it has drained. */
public enum Retire {
    /** It stays as it is: the way back is one write. */
    KEEP,
    /** It is scaled to zero: the way back waits for its pods. */
    SCALE_DOWN,
    /** It is deleted. */
    DELETE
}
