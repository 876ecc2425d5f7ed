package io.jenkins.plugins.bluegreen.simulator.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import edu.umd.cs.findbugs.annotations.SuppressFBWarnings;
import io.jenkins.plugins.bluegreen.simulator.patch.ManagedFields;
import io.jenkins.plugins.bluegreen.simulator.patch.ServerSideApply;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Reads and writes of objects with everything that the API server does to them. May be called from any thread. */
@SuppressFBWarnings(
        value = {"EI_EXPOSE_REP"},
        justification = "The store is shared on purpose.")
public final class Registry {
    private static final Set<String> CREATED_ON_UPDATE = Set.of("leases", "endpoints", "events");

    private final Store store;
    private final Admission admission;
    private final ServiceAddresses addresses;
    private final Deletion deletion;

    /**
     * Over a store.
     *
     * @param store where the objects are
     * @param dualStack whether Services can have addresses of both families
     */
    public Registry(Store store, boolean dualStack) {
        this.store = store;
        this.admission = new Admission(store);
        this.addresses = new ServiceAddresses(store, dualStack);
        this.deletion = new Deletion(store);
    }

    /** Where the objects are. */
    public Store store() {
        return store;
    }

    /**
     * An object, or its scale.
     *
     * @throws StatusException 404
     */
    public ObjectNode get(Kind kind, String namespace, String name, String subresource) {
        ObjectNode object = store.get(kind.plural(), namespace, name).orElseThrow(() -> Failures.notFound(kind, name));
        return subresource.equals("scale") ? Scale.of(object) : object;
    }

    /**
     * Creates an object.
     *
     * @throws StatusException as the API server answers
     */
    public Written create(Kind kind, String namespace, JsonNode body, Write write) {
        synchronized (store) {
            ObjectNode object = Decoding.body(kind, body);
            place(kind, namespace, object);
            ObjectNode metadata = object.withObjectProperty("metadata");
            if (metadata.hasNonNull("resourceVersion")) {
                throw new StatusException(500, "", "resourceVersion should not be set on objects to be created");
            }
            metadata.remove("deletionTimestamp");
            if (!metadata.hasNonNull("name")
                    && !metadata.path("generateName").asText("").isEmpty()) {
                metadata.put("name", metadata.path("generateName").asText() + store.suffix());
            }
            return insert(kind, object, write, true);
        }
    }

    private Written insert(Kind kind, ObjectNode object, Write write, boolean own) {
        if (kind.hasStatus()) {
            Defaults.status(kind.plural(), object);
        }
        Defaults.fill(kind.plural(), object);
        FieldErrors errors = new FieldErrors();
        Validation.create(kind, object, errors);
        if (kind.plural().equals("services")) {
            addresses.allot((ObjectNode) object.path("spec"), errors);
            errors.check(kind, object);
        }
        store.get(kind.plural(), Json.namespace(object), Json.name(object)).ifPresent(there -> {
            throw Failures.alreadyExists(kind, Json.name(object));
        });
        admission.create(kind, object);
        if (own && !write.manager().isEmpty()) {
            object.withObjectProperty("metadata").remove("managedFields");
            ManagedFields.update(kind, Store.object(), object, writer(write, ""));
        }
        if (write.dryRun()) {
            store.stamp(kind.plural(), object);
            return new Written(object, 201);
        }
        return new Written(store.create(kind.plural(), object), 201);
    }

    private ManagedFields.Writer writer(Write write, String subresource) {
        return new ManagedFields.Writer(write.manager(), subresource, store.now());
    }

    private static void place(Kind kind, String namespace, ObjectNode object) {
        if (!kind.namespaced()) {
            object.withObjectProperty("metadata").remove("namespace");
            return;
        }
        String own = Json.namespace(object);
        if (!own.isEmpty() && !own.equals(namespace)) {
            throw Failures.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        object.withObjectProperty("metadata").put("namespace", namespace);
    }

    /**
     * Replaces an object, its status or its scale.
     *
     * @throws StatusException as the API server answers
     */
    public Written replace(Kind kind, String namespace, String name, String subresource, JsonNode body, Write write) {
        synchronized (store) {
            if (subresource.equals("scale")) {
                return scale(kind, namespace, name, ignored -> (ObjectNode) body, write);
            }
            ObjectNode object = Decoding.body(kind, body);
            place(kind, namespace, object);
            if (!Json.name(object).equals(name)) {
                throw Failures.badRequest(
                        Json.name(object).isEmpty()
                                ? "name must be provided"
                                : "the name of the object (%s) does not match the name on the URL (%s)"
                                        .formatted(Json.name(object), name));
            }
            boolean there = store.get(kind.plural(), namespace, name).isPresent();
            if (!there && CREATED_ON_UPDATE.contains(kind.plural())) {
                object.withObjectProperty("metadata").remove("resourceVersion");
                return insert(kind, object, write, true);
            }
            return change(kind, namespace, name, subresource, ignored -> object, write, true);
        }
    }

    /**
     * Patches an object, its status or its scale.
     *
     * @param patch from the object as it is, which stays so, to the object that is wanted
     * @throws StatusException as the API server answers
     */
    public Written patch(
            Kind kind,
            String namespace,
            String name,
            String subresource,
            UnaryOperator<ObjectNode> patch,
            Write write) {
        synchronized (store) {
            if (subresource.equals("scale")) {
                return scale(kind, namespace, name, patch, write);
            }
            return change(
                    kind, namespace, name, subresource, old -> Decoding.patched(kind, patch.apply(old)), write, true);
        }
    }

    /**
     * Server-side apply.
     *
     * @throws StatusException as the API server answers
     */
    public Written apply(Kind kind, String namespace, String name, String subresource, JsonNode body, Write write) {
        synchronized (store) {
            ObjectNode config = Decoding.body(kind, body);
            place(kind, namespace, config);
            if (config.path("metadata").has("managedFields")) {
                throw Failures.badRequest("metadata.managedFields must be nil");
            }
            ManagedFields.Writer writer = writer(write, subresource);
            if (store.get(kind.plural(), namespace, name).isEmpty()) {
                ObjectNode empty = Store.object().put("kind", kind.name()).put("apiVersion", kind.apiVersion());
                ObjectNode made = ServerSideApply.apply(kind, empty, config, writer, write.force());
                made.withObjectProperty("metadata").put("name", name);
                return insert(kind, made, write, false);
            }
            return change(
                    kind,
                    namespace,
                    name,
                    subresource,
                    old -> ServerSideApply.apply(kind, old, config, writer, write.force()),
                    write,
                    false);
        }
    }

    private Written scale(Kind kind, String namespace, String name, UnaryOperator<ObjectNode> change, Write write) {
        UnaryOperator<ObjectNode> replicas = old -> {
            ObjectNode wanted = change.apply(Scale.of(old));
            JsonNode version = wanted.path("metadata").path("resourceVersion");
            ObjectNode object = old.deepCopy();
            object.withObjectProperty("spec")
                    .put("replicas", wanted.path("spec").path("replicas").asInt());
            if (!version.asText("").isEmpty()) {
                object.withObjectProperty("metadata").set("resourceVersion", version);
            }
            return object;
        };
        Written written = change(kind, namespace, name, "", replicas, write, true);
        return new Written(Scale.of(written.object()), written.code());
    }

    private Written change(
            Kind kind,
            String namespace,
            String name,
            String subresource,
            UnaryOperator<ObjectNode> change,
            Write write,
            boolean own) {
        ObjectNode old = get(kind, namespace, name, "");
        ObjectNode object = change.apply(old);
        Updates.checkVersion(kind, old, object);
        ObjectNode given = object;
        object = subresource.equals("status") ? Updates.status(old, given) : Updates.prepare(kind, old, given);
        if (!subresource.equals("status")) {
            FieldErrors errors = new FieldErrors();
            if (kind.plural().equals("services")) {
                addresses.allot((ObjectNode) object.path("spec"), errors);
            }
            Validation.update(kind, old, object, errors);
        }
        if (own && !write.manager().isEmpty()) {
            ManagedFields.update(kind, old, object, writer(write, subresource));
        }
        Store.settle(kind.plural(), old, object);
        if (write.dryRun()) {
            return new Written(object, 200);
        }
        ObjectNode wanted = object;
        ObjectNode stored = store.update(kind.plural(), namespace, name, ignored -> wanted);
        deletion.finish(kind, stored);
        return new Written(stored, 200);
    }

    /**
     * Deletes an object, or begins to.
     *
     * @param options a {@code DeleteOptions}
     * @throws StatusException as the API server answers
     */
    public Written delete(Kind kind, String namespace, String name, JsonNode options, boolean dryRun) {
        synchronized (store) {
            return deletion.delete(kind, get(kind, namespace, name, ""), options, dryRun);
        }
    }
}
