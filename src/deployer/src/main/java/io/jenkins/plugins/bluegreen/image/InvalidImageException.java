package io.jenkins.plugins.bluegreen.image;

import java.io.Serial;

/** An image reference that is not one: what was asked, what was found, what to do. */
public final class InvalidImageException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String asked;
    private final String found;
    private final String todo;

    InvalidImageException(String asked, String found, String todo) {
        super(asked + ", but " + found + ". " + todo + ".");
        this.asked = asked;
        this.found = found;
        this.todo = todo;
    }

    /** What was asked: part of a sentence, without a full stop. */
    public String asked() {
        return asked;
    }

    /** What was found instead: part of a sentence, without a full stop. */
    public String found() {
        return found;
    }

    /** What to do: a sentence without a full stop. */
    public String todo() {
        return todo;
    }
}
