package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Binding;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.Manifest;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a cluster might show, made step by step: a Service of one port and numbered ReplicaSets behind it. */
final class Scene {
    static final Instant NOW = Instant.parse("2030-01-01T12:00:00Z");
    static final String SERVICE = "demo-service";
    static final Map<String, String> OWNER = Map.of("createBy", "demo-service");
    static final Findings NOTHING_FOUND =
            new Findings(false, List.of(), Optional.empty(), List.of(), List.of(), Map.of());

    private static final String REPLICA_SET = """
            apiVersion: apps/v1
            kind: ReplicaSet
            metadata: {name: demo-rs}
            spec:
              replicas: 3
              selector: {matchLabels: {app: demo}}
              template:
                metadata: {labels: {app: demo}}
                spec:
                  containers:
                  - name: demo
                    image: docker.io/bebullish/demo
                    ports: [{name: web, containerPort: 8080}]
            """;

    final Map<String, ServiceScene> services = new LinkedHashMap<>();
    final Map<String, ReleaseScene> releases = new LinkedHashMap<>();
    final List<Observed.OtherService> others = new ArrayList<>();
    Observed.Lock lock = new Observed.Lock.Held();
    Facts facts = Facts.atStart(NOW.minusSeconds(60)).withFindings(NOTHING_FOUND);
    Request.Goal goal = new Request.Goal.Deploy(bound("v2"), false);
    Request.Options options = Request.Options.defaults();
    Mode mode = Mode.LABEL;
    String run = "run-1";

    Scene() {
        service(SERVICE);
    }

    static Bound bound(String version) {
        return bound(version, "");
    }

    /** With objects that come along. */
    static Bound bound(String version, String companions) {
        return Binding.label(Manifest.parse(REPLICA_SET + companions), Optional.of(version), List.of());
    }

    ServiceScene service(String name) {
        return services.computeIfAbsent(name, ServiceScene::new);
    }

    ReleaseScene release(int number) {
        return releases.computeIfAbsent("demo-rs-v%03d".formatted(number), name -> new ReleaseScene(name, number));
    }

    /** A release that serves alone, with the labels of one that was promoted. */
    ReleaseScene serving(int number) {
        ReleaseScene release = release(number).pods(3).traffic(true).promoted();
        service(SERVICE).endpoints(release);
        return release;
    }

    Request request() {
        return new Request(
                goal,
                "default",
                List.copyOf(services.keySet()),
                "demo-rs",
                mode,
                options,
                new Request.Run(run, "a test"));
    }

    Observed observed() {
        Map<String, ServiceState> states = new TreeMap<>();
        services.forEach((name, service) -> states.put(name, service.state()));
        return new Observed(
                states,
                others,
                releases.values().stream().map(ReleaseScene::release).toList(),
                lock,
                facts);
    }

    Step step() {
        return Decision.next(request(), observed(), NOW);
    }

    Next next() {
        return step().next();
    }

    /** Decides again and again with what was learned, as long as only facts change. */
    Next settled() {
        Step step = step();
        facts = step.facts();
        return step.next();
    }

    Situation situation() {
        return new Situation(request(), observed(), NOW);
    }

    static final class ServiceScene {
        final String name;
        Map<String, String> selector = OWNER;
        final Map<String, String> labels = new TreeMap<>();
        final Map<String, String> annotations = new TreeMap<>();
        final List<Slice.Endpoint> endpoints = new ArrayList<>();
        List<ServiceState.Port> ports = List.of(new ServiceState.Port("", 80, "8080"));
        List<String> managers = List.of();
        ServiceState.Traits traits = new ServiceState.Traits(false, false, false, false, false);
        Optional<String> sliceId = Optional.empty();
        private int slices = 1;

        private ServiceScene(String name) {
            this.name = name;
        }

        ServiceScene endpoints(ReleaseScene release) {
            release.pods.stream()
                    .filter(Pod::servable)
                    .forEach(pod -> endpoints.add(new Slice.Endpoint(pod.uid(), pod.name(), true, ports.size())));
            return this;
        }

        ServiceScene record(CutoverRecord record) {
            annotations.put(Keys.CUTOVER, record.json());
            labels.put(Keys.CUTOVER, record.id());
            return this;
        }

        /** The slices are computed with an id. */
        ServiceScene seen(Optional<String> id) {
            sliceId = id;
            return this;
        }

        /** The slices are so many; the first has all endpoints. */
        ServiceScene sliced(int number) {
            slices = number;
            return this;
        }

        ServiceState state() {
            Map<String, String> sliceLabels = new TreeMap<>();
            sliceId.ifPresent(id -> sliceLabels.put(Keys.CUTOVER, id));
            return new ServiceState(
                    name,
                    "uid-" + name,
                    "7",
                    "ClusterIP",
                    selector,
                    labels,
                    annotations,
                    CutoverRecord.of(annotations),
                    List.of("IPv4"),
                    ports,
                    traits,
                    managers,
                    IntStream.range(0, slices)
                            .mapToObj(at -> new Slice(
                                    name + "-" + at, "IPv4", true, sliceLabels, at == 0 ? endpoints : List.of()))
                            .toList());
        }
    }

    final class ReleaseScene {
        final String name;
        final Map<String, String> labels = new TreeMap<>();
        final Map<String, String> annotations = new TreeMap<>();
        final Map<String, String> template = new TreeMap<>(Map.of("app", "demo"));
        final List<Pod> pods = new ArrayList<>();
        Instant created;
        int desired = 3;
        int available = -1;
        int fullyLabeled = -1;
        boolean deleting;
        boolean paused;
        long generation = 1;
        long seen = 1;
        List<Release.Condition> conditions = List.of();
        WorkloadKind kind = WorkloadKind.REPLICA_SET;

        private ReleaseScene(String name, int number) {
            this.name = name;
            this.created = NOW.minus(Duration.ofHours(10)).plusSeconds(number);
            labels.put(Keys.WORKLOAD, "demo-rs");
            labels.put(Keys.RELEASE, name);
            template.put(Keys.RELEASE, name);
            template.put(Keys.TRAFFIC, Keys.OFF);
        }

        ReleaseScene requested(String version, String byRun) {
            annotations.put(Keys.REQUESTED, bound(version).requestedHash());
            annotations.put(Keys.VERSION, version);
            annotations.put(Keys.RUN, byRun);
            return this;
        }

        ReleaseScene traffic(boolean on) {
            if (on) {
                template.putAll(OWNER);
            } else {
                OWNER.keySet().forEach(template::remove);
            }
            template.put(Keys.TRAFFIC, on ? Keys.ON : Keys.OFF);
            pods.replaceAll(pod -> with(pod, template, pod.ready()));
            return this;
        }

        ReleaseScene promoted() {
            annotations.put(Keys.PROMOTED_AT, created.toString());
            return this;
        }

        ReleaseScene annotate(String key, String value) {
            annotations.put(key, value);
            return this;
        }

        ReleaseScene pods(int number) {
            while (pods.size() < number) {
                pods.add(pod(pods.size(), true, List.of()));
            }
            return this;
        }

        ReleaseScene notReady(int index) {
            pods.set(index, with(pods.get(index), pods.get(index).labels(), false));
            return this;
        }

        /** It has been seen since it was made, and was never ready. */
        ReleaseScene neverReady(int index) {
            Pod pod = pods.get(index);
            pods.set(
                    index,
                    new Pod(
                            pod.name(),
                            pod.uid(),
                            pod.labels(),
                            false,
                            true,
                            false,
                            false,
                            pod.addresses(),
                            pod.node(),
                            List.of(),
                            Optional.empty()));
            return this;
        }

        ReleaseScene trouble(String reason, int restarts) {
            pods.add(pod(pods.size(), false, List.of(new Pod.Trouble("demo", reason, "", restarts))));
            return this;
        }

        private Pod pod(int index, boolean ready, List<Pod.Trouble> troubles) {
            return new Pod(
                    name + "-" + index,
                    "uid-" + name + "-" + index,
                    template,
                    ready,
                    false,
                    false,
                    false,
                    List.of("10.0.0." + index),
                    Optional.of("node"),
                    troubles,
                    Optional.empty());
        }

        Pod with(Pod pod, Map<String, String> podLabels, boolean ready) {
            return new Pod(
                    pod.name(),
                    pod.uid(),
                    podLabels,
                    ready,
                    false,
                    pod.terminating(),
                    pod.finished(),
                    pod.addresses(),
                    pod.node(),
                    pod.troubles(),
                    pod.unschedulable());
        }

        ReleaseId id() {
            return new ReleaseId(kind, name, "uid-" + name);
        }

        Release release() {
            int replicas = pods.size();
            int ready = (int) pods.stream().filter(Pod::servable).count();
            return new Release(
                    id(),
                    "5",
                    generation,
                    created,
                    labels,
                    annotations,
                    Map.of("app", "demo", Keys.RELEASE, name),
                    List.of("app", Keys.RELEASE),
                    Map.of("metadata", Map.of("labels", new TreeMap<>(template))),
                    desired,
                    paused,
                    deleting,
                    new Release.Status(
                            seen,
                            replicas,
                            fullyLabeled < 0 ? replicas : fullyLabeled,
                            replicas,
                            ready,
                            available < 0 ? ready : available,
                            conditions),
                    pods);
        }
    }

    /** The record of a cutover between two releases, made by a run. */
    CutoverRecord record(CutoverRecord.Phase phase, ReleaseScene to, List<ReleaseScene> from, String byRun) {
        return record(CutoverRecord.Way.LABEL_ATOMIC, phase, to, from, byRun);
    }

    CutoverRecord record(
            CutoverRecord.Way way, CutoverRecord.Phase phase, ReleaseScene to, List<ReleaseScene> from, String byRun) {
        Map<String, CutoverRecord.Move> moves = new TreeMap<>();
        services.keySet()
                .forEach(name -> moves.put(name, new CutoverRecord.Move(OWNER, Map.of(Keys.RELEASE, to.name), OWNER)));
        return new CutoverRecord(
                "id-1",
                way,
                phase,
                to.id(),
                from.stream().map(ReleaseScene::id).toList(),
                moves,
                OWNER,
                byRun,
                "a test",
                NOW.minusSeconds(5),
                false,
                "");
    }
}
