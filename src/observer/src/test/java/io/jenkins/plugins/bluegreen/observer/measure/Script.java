package io.jenkins.plugins.bluegreen.observer.measure;

import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Kind;
import io.jenkins.plugins.bluegreen.observer.history.Mark;
import io.jenkins.plugins.bluegreen.observer.history.Moment;
import io.jenkins.plugins.bluegreen.observer.history.Owner;
import io.jenkins.plugins.bluegreen.observer.history.Recording;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A history as a test tells it: times in milliseconds from the begin, pods named {@code RELEASE-LETTER}. */
final class Script {
    static final Moment BEGIN = new Moment(5_000_000_000L, Instant.parse("2026-01-01T00:00:00Z"));

    private final Recording recording = new Recording("default", "demo", 10_000, BEGIN);
    private long now;
    private long version = 100;

    static Moment millis(long millis) {
        return BEGIN.at(BEGIN.nanos() + millis * 1_000_000);
    }

    /** What follows is seen so late. */
    Script at(long millis) {
        now = millis;
        return this;
    }

    /** What follows was written as so many writes; later facts count on. */
    Script version(long number) {
        version = number - 1;
        return this;
    }

    Script see(Fact fact) {
        version++;
        recording.add(new Sight(millis(now), version, fact));
        return this;
    }

    Script selector(String key, String value) {
        return see(new Fact.Service("demo", Map.of(key, value)));
    }

    Script replicaSet(String name, int desired) {
        return replicaSet(name, desired, null);
    }

    Script replicaSet(String name, int desired, String deployment) {
        return replicaSet(name, desired, "Deployment", deployment);
    }

    Script replicaSet(String name, int desired, String kind, String ownerName) {
        return see(new Fact.ReplicaSet(
                name + "-uid",
                name,
                Optional.ofNullable(ownerName).map(owner -> new Owner(kind, owner, owner + "-uid")),
                desired,
                0,
                0,
                0,
                true,
                BEGIN.wall()));
    }

    Script pods(boolean ready, String... names) {
        for (String name : names) {
            see(pod(name, Map.of("release", owner(name)), ready, true));
        }
        return this;
    }

    Script ready(String... names) {
        return pods(true, names);
    }

    Script gone(String... names) {
        for (String name : names) {
            see(new Fact.Gone(new Fact.Subject(Kind.POD, name + "-uid")));
        }
        return this;
    }

    static Fact.Pod pod(String name, Map<String, String> labels, boolean ready, boolean live) {
        return new Fact.Pod(
                name + "-uid",
                name,
                Optional.of(new Owner("ReplicaSet", owner(name), owner(name) + "-uid")),
                labels,
                ready,
                live);
    }

    private static String owner(String pod) {
        return pod.substring(0, pod.lastIndexOf('-'));
    }

    static Fact.Endpoint endpoint(String pod, boolean ready) {
        return new Fact.Endpoint(pod + "-uid", pod, "10.0.0.1", ready);
    }

    Script slice(String name, String family, String... pods) {
        return see(new Fact.Slice(
                name,
                family,
                Arrays.stream(pods).map(pod -> endpoint(pod, true)).toList()));
    }

    Script endpoints(String... pods) {
        return slice("demo-1", "IPv4", pods);
    }

    Script blind(Kind kind, long from, long until, boolean lost) {
        recording.blind(new Blind(kind, millis(from), millis(until), lost));
        return this;
    }

    Script mark(String name) {
        recording.mark(new Mark(name, millis(now)));
        return this;
    }

    History until(long millis) {
        return recording.history(millis(millis), List.of());
    }

    /** Release v1 serves with pods a, b and c when it begins. */
    static Script servingV1() {
        return new Script()
                .selector("app", "demo")
                .replicaSet("v1", 3)
                .ready("v1-a", "v1-b", "v1-c")
                .endpoints("v1-a", "v1-b", "v1-c");
    }

    /** And v2 is available, dark, from 100 ms on. */
    static Script warmV2() {
        return servingV1()
                .at(20)
                .replicaSet("v2", 3)
                .pods(false, "v2-a", "v2-b", "v2-c")
                .at(60)
                .ready("v2-a", "v2-b")
                .at(100)
                .ready("v2-c");
    }
}
