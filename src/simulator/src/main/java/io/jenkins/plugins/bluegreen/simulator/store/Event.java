package io.jenkins.plugins.bluegreen.simulator.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import java.util.Optional;

/** A change of an object. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "Copying each object for each watcher would cost more than it protects.")
public final class Event {
    private final String type;
    private final String resource;
    private final ObjectNode object;
    private final ObjectNode before;
    private final long version;
    private volatile String text;

    Event(String type, String resource, ObjectNode object, ObjectNode before, long version) {
        this.type = type;
        this.resource = resource;
        this.object = object;
        this.before = before;
        this.version = version;
    }

    /** {@code ADDED}, {@code MODIFIED} or {@code DELETED}. */
    public String type() {
        return type;
    }

    /** Plural name of its kind. */
    public String resource() {
        return resource;
    }

    /** The object as it is after the change, or was at its end; nobody may change it. */
    public ObjectNode object() {
        return object;
    }

    /** The object as it was before the change, if it was there; nobody may change it. */
    public Optional<ObjectNode> before() {
        return Optional.ofNullable(before);
    }

    /** Of the store after the change. */
    public long version() {
        return version;
    }

    /** The object as JSON; made once for all watchers. */
    public String text() {
        String made = text;
        if (made == null) {
            made = Json.text(object);
            text = made;
        }
        return made;
    }
}
