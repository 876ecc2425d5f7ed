package io.jenkins.plugins.bluegreen.observer.watch;

/** The cluster could not be observed; the message says what was asked and what came back. */
public final class ObserverException extends RuntimeException {
    ObserverException(String message) {
        super(message);
    }

    ObserverException(String message, Throwable cause) {
        super(message, cause);
    }
}
