package io.jenkins.plugins.bluegreen.testkit;

import io.jenkins.plugins.bluegreen.decide.Mode;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.Request.Goal;
import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/** A request about the demonstration's workload, made step by step. Each {@link #build} asks on behalf of a new run. */
public final class RequestBuilder {
    private final Mode mode;
    private final String workload;
    private final Map<String, Object> manifest;
    private final OptionsBuilder options = new OptionsBuilder();
    private Function<Bound, Goal> goal;
    private Optional<Goal> fixed = Optional.empty();
    private Optional<String> version = Optional.empty();
    private List<String> artifacts = List.of();
    private List<String> services = List.of(World.SERVICE);
    private Optional<Request.Run> run = Optional.empty();
    private String namespace = "";

    private RequestBuilder(Mode mode, String workload, Map<String, Object> manifest) {
        this.mode = mode;
        this.workload = workload;
        this.manifest = new LinkedHashMap<>(manifest);
        this.goal = bound -> new Goal.Deploy(bound, false);
    }

    /** Deploys a version of the demonstration's ReplicaSet. */
    public static RequestBuilder label(String version) {
        return new RequestBuilder(Mode.LABEL, "", Manifests.demo("label/replicaset.yaml")).version(version);
    }

    /** Deploys a version of the demonstration's Deployment, whose manifest names none here. */
    public static RequestBuilder selector(String version) {
        Map<String, Object> manifest = Manifests.named(Manifests.demo("selector/deployment-v2.yaml"), "demo-dp");
        Manifests.at(manifest, "spec", "selector", "matchLabels").remove("version");
        Manifests.at(manifest, "spec", "template", "metadata", "labels").remove("version");
        Manifests.at(manifest, "spec", "template", "spec", "containers", 0).put("image", "bebullish/demo");
        return new RequestBuilder(Mode.SELECTOR, "", manifest).version(version);
    }

    /** Deploys the demonstration's second Deployment, as its author wrote it. */
    public static RequestBuilder asWritten() {
        return new RequestBuilder(Mode.SELECTOR, "", Manifests.demo("selector/deployment-v2.yaml")).version("v2");
    }

    /** Deploys a version of the demonstration's workload for that mode. */
    public static RequestBuilder deploy(Mode mode, String version) {
        return mode == Mode.LABEL ? label(version) : selector(version);
    }

    /** Asks for something that needs no manifest. */
    public static RequestBuilder of(Mode mode, Goal goal) {
        RequestBuilder request = new RequestBuilder(mode, mode == Mode.LABEL ? "demo-rs" : "demo-dp", Map.of());
        request.fixed = Optional.of(goal);
        return request;
    }

    /** Goes back to the previous good release. */
    public static RequestBuilder rollback(Mode mode) {
        return of(mode, new Goal.Rollback(Optional.empty(), Optional.empty()));
    }

    /** Goes back to a release or version. */
    public static RequestBuilder rollback(Mode mode, String to) {
        return of(mode, new Goal.Rollback(Optional.of(to), Optional.empty()));
    }

    private RequestBuilder version(String tag) {
        version = Optional.of(tag);
        return this;
    }

    /** Changes the manifest. */
    public RequestBuilder manifest(Consumer<Map<String, Object>> change) {
        change.accept(manifest);
        return this;
    }

    /** An object of each kind that may come along with the workload. */
    public RequestBuilder withCompanions() {
        Map<String, Object> workload = new LinkedHashMap<>(manifest);
        List<Object> items = new ArrayList<>();
        items.add(workload);
        items.add(Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "settings")));
        items.add(Map.of("apiVersion", "v1", "kind", "Secret", "metadata", Map.of("name", "token")));
        items.add(Manifests.parse("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: budget}
                spec: {minAvailable: 1, selector: {matchLabels: {app: demo}}}
                """));
        Map<String, Object> scaler = Manifests.parse("""
                apiVersion: autoscaling/v2
                kind: HorizontalPodAutoscaler
                metadata: {name: scaler}
                spec: {maxReplicas: 3, scaleTargetRef: {apiVersion: apps/v1}}
                """);
        Map<String, Object> target = Manifests.at(scaler, "spec", "scaleTargetRef");
        target.put("kind", workload.get("kind"));
        target.put("name", Manifests.at(workload, "metadata").get("name"));
        items.add(scaler);
        manifest.clear();
        manifest.put("apiVersion", "v1");
        manifest.put("kind", "List");
        manifest.put("items", items);
        return this;
    }

    /** How many pods the manifest asks for. */
    public RequestBuilder replicas(int number) {
        return manifest(map -> Manifests.at(map, "spec").put("replicas", number));
    }

    /** The pods are ready after a time between two. */
    public RequestBuilder warmup(Duration soonest, Duration latest) {
        return manifest(map -> Manifests.warmup(map, soonest, latest));
    }

    /** A gate is asked before the cutover. */
    public RequestBuilder gated() {
        goal = bound -> new Goal.Deploy(bound, true);
        return this;
    }

    /** The candidate is prepared only. */
    public RequestBuilder preparing() {
        goal = Goal.Prepare::new;
        return this;
    }

    /** Images instead of a version. */
    public RequestBuilder artifacts(String... images) {
        artifacts = List.of(images);
        version = Optional.empty();
        return this;
    }

    /** Services whose traffic is moved. */
    public RequestBuilder services(String... names) {
        services = List.of(names);
        return this;
    }

    /** Changes options. */
    public RequestBuilder options(Consumer<OptionsBuilder> change) {
        change.accept(options);
        return this;
    }

    /** A run that has this id. */
    public RequestBuilder run(String id, String url) {
        run = Optional.of(new Request.Run(id, url));
        return this;
    }

    /** Another namespace than that of the world in which it is run. */
    public RequestBuilder namespace(String name) {
        namespace = name;
        return this;
    }

    /** The manifest as text. */
    public String manifest() {
        return Manifests.text(manifest);
    }

    /**
     * Makes it.
     *
     * @param here the namespace, unless another was named
     */
    public Request build(String here) {
        Goal wanted = fixed.orElseGet(() -> goal.apply(bound()));
        String base = wanted instanceof Goal.Deploy || wanted instanceof Goal.Prepare ? bound().baseName() : workload;
        return new Request(
                wanted,
                namespace.isEmpty() ? here : namespace,
                services,
                base,
                mode,
                options.build(),
                run.orElseGet(() -> new Request.Run("run-" + UUID.randomUUID(), "a test")));
    }

    private Bound bound() {
        Manifest parsed = Manifest.parse(manifest());
        return mode == Mode.LABEL
                ? Binding.label(parsed, version, artifacts)
                : Binding.selector(
                        parsed, version, artifacts, Request.Options.defaults().versionLabel());
    }
}
