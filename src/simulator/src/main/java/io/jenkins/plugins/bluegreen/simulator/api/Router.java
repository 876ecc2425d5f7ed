package io.jenkins.plugins.bluegreen.simulator.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.bluegreen.simulator.access.Attributes;
import io.jenkins.plugins.bluegreen.simulator.access.Rbac;
import io.jenkins.plugins.bluegreen.simulator.access.Reviews;
import io.jenkins.plugins.bluegreen.simulator.access.Tokens;
import io.jenkins.plugins.bluegreen.simulator.access.User;
import io.jenkins.plugins.bluegreen.simulator.registry.Registry;
import io.jenkins.plugins.bluegreen.simulator.registry.Written;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Json;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.Kinds;
import io.jenkins.plugins.bluegreen.simulator.store.Logs;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.jenkins.plugins.bluegreen.simulator.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Answers requests that have one answer. */
final class Router {
    private static final Set<String> HEALTH = Set.of("/healthz", "/livez", "/readyz");

    private final Registry registry;
    private final Rbac rbac;
    private final Reviews reviews;
    private final Tokens tokens;
    private final Listing listing;
    private final PodLogs logs;

    Router(Registry registry, Tokens tokens, Logs logs) {
        this.registry = registry;
        this.tokens = tokens;
        this.rbac = new Rbac(registry.store());
        this.reviews = new Reviews(rbac);
        this.listing = new Listing(registry.store());
        this.logs = new PodLogs(registry.store(), logs);
    }

    Answer answer(Call call) {
        if (HEALTH.contains(call.path())) {
            return Answer.plain("ok");
        }
        Optional<ObjectNode> told = call.method().equals("GET") ? told(call) : Optional.empty();
        if (told.isPresent()) {
            return Answer.of(200, told.get());
        }
        Target target = call.target().orElseThrow(Failures::noSuchPath);
        boolean question = target.group().startsWith("auth") && target.group().endsWith(".k8s.io");
        if (question && call.method().equals("POST")) {
            authorize(call.user(), target.attributes("POST", false));
            return Answer.of(201, reviews.answer(target.resource(), target.namespace(), call.body(), call.user()));
        }
        Kind kind = target.kind().orElseThrow(Failures::noSuchPath);
        authorize(call.user(), target.attributes(call.method(), false));
        return switch (call.method()) {
            case "GET" -> read(call, target, kind);
            case "POST" -> create(call, target, kind);
            case "PUT", "PATCH" -> change(call, target, kind);
            case "DELETE" -> delete(call, target, kind);
            default -> throw Failures.methodNotAllowed();
        };
    }

    private static Optional<ObjectNode> told(Call call) {
        Optional<ObjectNode> told = Discovery.answer(call.path()).or(() -> OpenApi.answer(call.path()));
        boolean open = call.path().equals("/version");
        if (told.isPresent() && !open && call.user().equals(User.ANONYMOUS)) {
            String why = "User \"%s\" cannot get path \"%s\"".formatted(User.ANONYMOUS.name(), call.path());
            throw new StatusException(403, "Forbidden", "forbidden: " + why);
        }
        return told;
    }

    void authorize(User user, Attributes wish) {
        if (!rbac.allows(user, wish)) {
            Kind kind = Kinds.find(wish.group(), "v1", wish.resource())
                    .or(() -> Kinds.find(wish.group(), "v2", wish.resource()))
                    .orElse(new Kind(wish.group(), "v1", wish.resource(), wish.resource(), "", true, Set.of()));
            throw Failures.forbidden(kind, wish.name(), wish.refusal(user.name()));
        }
    }

    private Answer read(Call call, Target target, Kind kind) {
        if (target.name().isEmpty()) {
            return Answer.of(200, listing.list(Wish.of(target, kind, call.query()), call.query()));
        }
        check(kind, target, "GET");
        ObjectNode object = registry.get(kind, target.namespace(), target.name(), target.subresource());
        if (target.subresource().equals("log")) {
            return logs.answer(object, call.query());
        }
        return Answer.of(
                200,
                target.subresource().equals("scale")
                        ? object
                        : View.of(kind, call.query()).object(object));
    }

    private static void check(Kind kind, Target target, String method) {
        String sub = target.subresource();
        if (!sub.isEmpty() && !kind.subresources().contains(sub)) {
            throw Failures.noSuchPath();
        }
        if (sub.equals("log") && !method.equals("GET")) {
            throw Failures.methodNotAllowed();
        }
    }

    private Answer create(Call call, Target target, Kind kind) {
        check(kind, target, "POST");
        if (target.subresource().equals("token")) {
            return token(call, target, kind);
        }
        if (target.subresource().equals("eviction")) {
            JsonNode options = call.body().path("deleteOptions");
            registry.delete(
                    kind,
                    target.namespace(),
                    target.name(),
                    options,
                    call.query().dryRun());
            return Answer.of(
                    201,
                    Store.object().put("kind", "Status").put("apiVersion", "v1").put("status", "Success"));
        }
        if (!target.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        if (kind.namespaced() && target.namespace().isEmpty()) {
            throw Failures.badRequest("an empty namespace may not be set during creation");
        }
        boolean newer = kind.equals(Kinds.EVENTS);
        JsonNode body = newer ? EventFaces.older(call.body()) : call.body();
        Written written = registry.create(newer ? Kinds.of("events") : kind, target.namespace(), body, call.write());
        return Answer.of(written.code(), View.of(kind, call.query()).object(written.object()));
    }

    private Answer token(Call call, Target target, Kind kind) {
        registry.get(kind, target.namespace(), target.name(), "");
        ObjectNode request = call.body().deepCopy();
        request.putObject("status")
                .put("token", tokens.issue(User.serviceAccount(target.namespace(), target.name())))
                .put("expirationTimestamp", Instant.now().plusSeconds(3600).toString());
        return Answer.of(201, request);
    }

    private Answer change(Call call, Target target, Kind face) {
        check(face, target, call.method());
        if (target.name().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        Kind kind = Kinds.of(face.plural());
        String namespace = target.namespace();
        Written written;
        String type = call.query().header("Content-Type");
        if (call.method().equals("PUT")) {
            written = registry.replace(kind, namespace, target.name(), target.subresource(), call.body(), call.write());
        } else if (type.startsWith(Patches.APPLY)) {
            if (call.query().text("fieldManager").isEmpty()) {
                throw new StatusException(
                        422,
                        "Invalid",
                        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
            }
            if (registry.store().get(kind.plural(), namespace, target.name()).isEmpty()) {
                authorize(call.user(), target.attributes("POST", false));
            }
            JsonNode body = Body.read(call.bytes(), "application/yaml");
            written = registry.apply(kind, namespace, target.name(), target.subresource(), body, call.write());
        } else {
            written = registry.patch(
                    kind,
                    namespace,
                    target.name(),
                    target.subresource(),
                    Patches.of(kind, type, call.body()),
                    call.write());
        }
        boolean scale = target.subresource().equals("scale");
        ObjectNode shown =
                scale ? written.object() : View.of(face, call.query()).object(written.object());
        return Answer.of(written.code(), shown);
    }

    private Answer delete(Call call, Target target, Kind face) {
        Kind kind = Kinds.of(face.plural());
        JsonNode options = options(call);
        if (!target.subresource().isEmpty()) {
            throw Failures.methodNotAllowed();
        }
        if (!target.name().isEmpty()) {
            Written written = registry.delete(
                    kind,
                    target.namespace(),
                    target.name(),
                    options,
                    call.query().dryRun());
            return Answer.of(written.code(), written.object());
        }
        Wish wish = Wish.of(target, kind, call.query());
        List<ObjectNode> all = registry.store().list(kind.plural(), target.namespace()).stream()
                .filter(wish::wants)
                .toList();
        for (ObjectNode object : all) {
            try {
                registry.delete(
                        kind,
                        Json.namespace(object),
                        Json.name(object),
                        options,
                        call.query().dryRun());
            } catch (StatusException e) {
                // Gone in between: as asked.
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        return Answer.of(200, wish.view().list(all));
    }

    /** From the body, or from the query, where old clients have them. */
    private static JsonNode options(Call call) {
        if (!(call.body() instanceof ObjectNode given)) {
            throw Failures.badRequest("couldn't get version/kind; json parse error: the body is no DeleteOptions");
        }
        ObjectNode options = given.deepCopy();
        if (!call.query().text("propagationPolicy").isEmpty()) {
            options.put("propagationPolicy", call.query().text("propagationPolicy"));
        }
        if (!call.query().text("gracePeriodSeconds").isEmpty()) {
            options.put("gracePeriodSeconds", call.query().number("gracePeriodSeconds"));
        }
        return options;
    }

    /** A log that goes on as long as the pod does. */
    void follow(Call call, Sink sink) {
        Target target = call.target().orElseThrow();
        ObjectNode pod = registry.get(Kinds.of("pods"), target.namespace(), target.name(), "");
        logs.follow(pod, call.query(), sink);
    }
}
