package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Phase;
import io.jenkins.plugins.bluegreen.decide.CutoverRecord.Way;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Makes cluster states of label mode, likely and unlikely ones, from a random source. */
final class Generated {
    private final Random random;
    private final Scene scene = new Scene();
    private final List<Scene.ReleaseScene> releases = new ArrayList<>();

    private Generated(Random random) {
        this.random = random;
    }

    static Scene scene(Random random) {
        return new Generated(random).make();
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Scene make() {
        if (chance(20)) {
            scene.service("other-service");
        }
        int number = random.nextInt(5);
        for (int i = 1; i <= number; i++) {
            releases.add(release(i));
        }
        scene.services.values().forEach(this::service);
        if (!releases.isEmpty() && chance(60)) {
            record();
        }
        scene.lock = chance(75) ? new Observed.Lock.Held() : lock();
        scene.goal = goal();
        scene.options = options();
        scene.facts = facts();
        return scene;
    }

    private Scene.ReleaseScene release(int number) {
        Scene.ReleaseScene release = scene.release(number);
        if (chance(85)) {
            release.requested(any(List.of("v1", "v2", "v3")), any(List.of("run-0", "run-1")));
        }
        release.desired = random.nextInt(4);
        release.pods(chance(70) ? release.desired : random.nextInt(4));
        boolean on = chance(40);
        release.traffic(on);
        if (chance(15)) {
            release.template.clear();
            release.template.putAll(Map.of("app", "demo", Keys.RELEASE, release.name, Keys.TRAFFIC, Keys.OFF));
        }
        for (int i = 0; i < release.pods.size(); i++) {
            if (chance(10)) {
                release.notReady(i);
            }
            if (chance(5)) {
                release.neverReady(i);
            }
            if (chance(10)) {
                Map<String, String> labels = new TreeMap<>(release.template);
                labels.putAll(Scene.OWNER);
                release.pods.set(i, release.with(release.pods.get(i), labels, true));
            }
        }
        if (on ? chance(90) : chance(30)) {
            release.promoted();
        }
        mark(release, Keys.ROLLED_BACK_AT, 10);
        mark(release, Keys.PREPARED_AT, 15);
        mark(release, Keys.FAILED, 5);
        if (number > 1 && chance(50)) {
            release.annotate(Keys.PREVIOUS, "demo-rs-v%03d".formatted(1 + random.nextInt(number - 1)));
        }
        release.deleting = chance(4);
        release.fullyLabeled = chance(85) ? -1 : random.nextInt(4);
        release.available = chance(85) ? -1 : random.nextInt(4);
        release.generation = 2;
        release.seen = chance(85) ? 2 : 1;
        return release;
    }

    private void mark(Scene.ReleaseScene release, String key, int percent) {
        if (chance(percent)) {
            release.annotate(key, Scene.NOW.minusSeconds(random.nextInt(1000)).toString());
        }
    }

    private void service(Scene.ServiceScene service) {
        releases.forEach(release -> {
            boolean selected = release.template.entrySet().containsAll(Scene.OWNER.entrySet());
            if (selected ? chance(90) : chance(5)) {
                service.endpoints(release);
            }
        });
    }

    private void record() {
        Scene.ReleaseScene to = any(releases);
        List<Scene.ReleaseScene> from =
                releases.stream().filter(each -> each != to && chance(50)).toList();
        CutoverRecord made = scene.record(any(List.of(Phase.values())), to, from, any(List.of("run-0", "run-1")));
        // An overlap does not write the Service, so it has no selector to restore.
        Way way = made.phase() == Phase.RESTORING
                ? Way.LABEL_ATOMIC
                : any(List.of(Way.LABEL_ATOMIC, Way.LABEL_ATOMIC, Way.LABEL_OVERLAP));
        CutoverRecord record = new CutoverRecord(
                made.id(),
                way,
                made.phase(),
                made.to(),
                made.from(),
                made.moves(),
                made.traffic(),
                made.run(),
                made.url(),
                made.startedAt(),
                chance(20),
                made.phase() == Phase.FLIPPED ? "" : any(List.of("", "", "it degraded")));
        if (way == Way.LABEL_OVERLAP) {
            to.annotate(Keys.CUTOVER, record.json());
            return;
        }
        for (Scene.ServiceScene service : scene.services.values()) {
            if (chance(90)) {
                service.record(record);
            }
            int kind = random.nextInt(10);
            Map<String, String> during = Map.of(Keys.RELEASE, to.name);
            if (kind < 7) {
                service.selector = during;
                if (chance(85)) {
                    service.seen(Optional.of(record.id())).endpoints.clear();
                    service.endpoints(to);
                }
            } else if (kind == 7) {
                Map<String, String> merged = new TreeMap<>(Scene.OWNER);
                merged.putAll(during);
                service.selector = merged;
            } else if (kind == 8) {
                service.selector = Map.of("createBy", "somebody");
            }
        }
    }

    private Observed.Lock lock() {
        return switch (random.nextInt(4)) {
            case 0 -> new Observed.Lock.Denied("bluegreen-demo-rs", "run-9", "", "12:00");
            case 1 -> new Observed.Lock.Lost("bluegreen-demo-rs", "run-9");
            default -> new Observed.Lock.Free();
        };
    }

    private Request.Goal goal() {
        String name = "demo-rs-v%03d".formatted(1 + random.nextInt(4));
        return switch (random.nextInt(8)) {
            case 0 -> new Request.Goal.Prepare(Scene.bound("v2"));
            case 1 -> new Request.Goal.Promote(name);
            case 2 -> new Request.Goal.Discard(name);
            case 3 -> new Request.Goal.Rollback(Optional.empty(), Optional.empty());
            case 4 ->
                new Request.Goal.Rollback(
                        chance(50) ? Optional.of(name) : Optional.empty(),
                        chance(50) ? Optional.of("demo-rs-v001") : Optional.empty());
            case 5 -> new Request.Goal.Deploy(Scene.bound("v2"), true);
            default -> new Request.Goal.Deploy(Scene.bound("v2"), false);
        };
    }

    private Request.Options options() {
        Request.Options given = Request.Options.defaults();
        return new Request.Options(
                any(List.of(CutoverChoice.values())),
                given.versionLabel(),
                chance(10) ? OptionalInt.of(2) : OptionalInt.empty(),
                given.readyTimeout(),
                given.stable(),
                given.unschedulableGrace(),
                chance(20) ? Duration.ofMinutes(1) : Duration.ZERO,
                Optional.empty(),
                Duration.ZERO,
                any(List.of(Retire.values())),
                random.nextInt(4),
                chance(10),
                Optional.empty(),
                false,
                given.concurrency());
    }

    private Facts facts() {
        Facts facts = Facts.atStart(Scene.NOW.minusSeconds(60));
        if (chance(85)) {
            facts = facts.withFindings(Scene.NOTHING_FOUND);
        }
        if (chance(10)) {
            facts = facts.withCancelled("It was interrupted");
        }
        if (chance(10)) {
            facts = facts.withSetback(new Facts.Setback(Facts.Setback.Kind.FAILED, "it degraded"));
        }
        if (chance(10)) {
            facts = facts.withDiagnosis(List.of());
        }
        if (chance(3)) {
            facts = facts.withBroken("403");
        }
        if (chance(30)) {
            facts = facts.withGate(chance(80) ? new Facts.Gate.Passed() : new Facts.Gate.Refused("no"));
        }
        Facts.Edit edit = facts.edit();
        Instant since = Scene.NOW.minusSeconds(random.nextInt(200));
        for (Scene.ReleaseScene release : releases) {
            if (chance(60)) {
                edit.listed("uid-" + release.name, 2);
            }
            if (chance(15)) {
                edit.since("lost:uid-" + release.name, true, since);
            }
            if (chance(15)) {
                edit.since("degraded:uid-" + release.name, true, since);
            }
        }
        if (!releases.isEmpty() && chance(40)) {
            edit.since(Situation.BEGUN, true, since);
            if (chance(50)) {
                edit.target("uid-" + any(releases).name);
            }
        }
        if (!releases.isEmpty() && chance(20)) {
            edit.replaces(Set.of(any(releases).id()));
        }
        if (chance(15)) {
            edit.promotedAt(since);
        }
        if (chance(20)) {
            edit.since(Situation.FLIPPED + Scene.SERVICE, true, since);
        }
        return edit.done();
    }
}
