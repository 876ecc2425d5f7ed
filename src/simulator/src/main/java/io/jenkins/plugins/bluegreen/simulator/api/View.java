package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import java.util.List;

/** How objects are shown: as they are, as metadata alone, or as a table for people. */
interface View {
    /** One object. */
    ObjectNode object(ObjectNode object);

    /** A list without its metadata. */
    ObjectNode list(List<ObjectNode> objects);

    /** Whether an object is shown as it is stored. */
    default boolean plain() {
        return false;
    }

    /** By the {@code Accept} header. */
    static View of(Kind kind, Query query) {
        String accept = query.header("Accept");
        if (accept.contains("as=Table")) {
            return new TableView(kind, query.text("includeObject"));
        }
        if (accept.contains("as=PartialObjectMetadata")) {
            return new MetadataView();
        }
        return new PlainView(kind);
    }

    /** As they are; the newer events have another face. */
    record PlainView(Kind kind) implements View {
        @Override
        public boolean plain() {
            return !kind.equals(Kinds.EVENTS);
        }

        @Override
        public ObjectNode object(ObjectNode object) {
            return plain() ? object : EventFaces.newer(object);
        }

        @Override
        public ObjectNode list(List<ObjectNode> objects) {
            ObjectNode list = Listing.empty(kind.name() + "List", kind.apiVersion());
            objects.forEach(object -> list.withArrayProperty("items").add(object(object)));
            return list;
        }
    }

    /** Metadata alone. */
    record MetadataView() implements View {
        @Override
        public ObjectNode object(ObjectNode object) {
            ObjectNode partial =
                    object.objectNode().put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
            partial.set("metadata", object.path("metadata"));
            return partial;
        }

        @Override
        public ObjectNode list(List<ObjectNode> objects) {
            ObjectNode list = Listing.empty("PartialObjectMetadataList", "meta.k8s.io/v1");
            objects.forEach(object -> list.withArrayProperty("items").add(object(object)));
            return list;
        }
    }
}
