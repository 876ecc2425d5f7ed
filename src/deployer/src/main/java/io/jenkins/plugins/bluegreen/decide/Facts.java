package io.jenkins.plugins.bluegreen.decide;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What only this run can know. It is lost with the process, so nothing that restoring needs may stand in here.
 *
 * @param startedAt when the run began
 * @param findings what preflight has found, once it was made
 * @param gate what the gate said
 * @param cancelled why the run is to end, if somebody wants that
 * @param setback why the run goes back, once it does
 * @param target UID of the release that this run moves traffic to, once it is known
 * @param replaces the releases that had traffic when this run's cutover began
 * @param since conditions that hold, and since when they have held without a break
 * @param listed generation of a release at which its pods were listed afresh, by the release's UID
 * @param disturbances writes of others to the Services that undid this run's: {@code kind:service@resourceVersion}
 * @param promotedAt when the target had the traffic alone
 * @param repaired what this run finished or undid of an earlier one, in a sentence
 * @param diagnosis last events and log lines of a candidate that failed, once they were asked for
 * @param broken why nothing more can be done, if a request will not go through
 * @param warnings what the run has to say that is no failure
 */
public record Facts(
        Instant startedAt,
        Optional<Findings> findings,
        Gate gate,
        Optional<String> cancelled,
        Optional<Setback> setback,
        Optional<String> target,
        Set<ReleaseId> replaces,
        Map<String, Instant> since,
        Map<String, Long> listed,
        Set<String> disturbances,
        Optional<Instant> promotedAt,
        Optional<String> repaired,
        Optional<List<String>> diagnosis,
        Optional<String> broken,
        List<String> warnings) {
    public Facts {
        diagnosis = diagnosis.map(List::copyOf);
        replaces = Set.copyOf(replaces);
        since = Map.copyOf(since);
        listed = Map.copyOf(listed);
        disturbances = Set.copyOf(disturbances);
        warnings = List.copyOf(warnings);
    }

    /** What the gate said. */
    public sealed interface Gate {
        /** It was not asked. */
        record NotAsked() implements Gate {}

        /** Yes. */
        record Passed() implements Gate {}

        /**
         * No.
         *
         * @param reason a sentence
         */
        record Refused(String reason) implements Gate {}
    }

    /**
     * Why a run goes back.
     *
     * @param kind what kind of reason
     * @param reason a sentence: what was seen, and what to do
     */
    public record Setback(Kind kind, String reason) {
        /** Kinds of reasons. */
        public enum Kind {
            /** The candidate is not or no longer healthy, or the cluster did not do what it was asked. */
            FAILED,
            /** The gate said no. */
            GATE,
            /** Somebody ended the run. */
            ABORTED
        }
    }

    /**
     * What a run knows at its beginning.
     *
     * @param now the time
     * @return nothing but that
     */
    public static Facts atStart(Instant now) {
        return new Facts(
                now,
                Optional.empty(),
                new Gate.NotAsked(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Map.of(),
                Map.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** A copy that can be changed. */
    public Edit edit() {
        return new Edit(this);
    }

    /** A copy with what preflight found. */
    public Facts withFindings(Findings found) {
        return edit().findings(found).done();
    }

    /** A copy with what the gate said. */
    public Facts withGate(Gate answer) {
        return edit().gate(answer).done();
    }

    /** A copy of a run that is to end; the first reason stays. */
    public Facts withCancelled(String why) {
        return edit().cancelled(why).done();
    }

    /** A copy that remembers that the pods of a release were listed at a generation. */
    public Facts withListed(String releaseUid, long generation) {
        return edit().listed(releaseUid, generation).done();
    }

    /** A copy with the last events and log lines of a candidate. */
    public Facts withDiagnosis(List<String> lines) {
        return edit().diagnosis(lines).done();
    }

    /** A copy of a run that can do nothing more; the first reason stays. */
    public Facts withBroken(String why) {
        return edit().broken(why).done();
    }

    /** A copy of a run that goes back; the first reason stays. */
    public Facts withSetback(Setback why) {
        return edit().setback(why).done();
    }

    /** Facts being changed; used within one thread and one decision. */
    public static final class Edit {
        private final Instant startedAt;
        private Optional<Findings> findings;
        private Gate gate;
        private Optional<String> cancelled;
        private Optional<Setback> setback;
        private Optional<String> target;
        private Set<ReleaseId> replaces;
        private final Map<String, Instant> since;
        private final Map<String, Long> listed;
        private final Set<String> disturbances;
        private Optional<Instant> promotedAt;
        private Optional<String> repaired;
        private Optional<List<String>> diagnosis;
        private Optional<String> broken;
        private final Set<String> warnings;

        private Edit(Facts from) {
            startedAt = from.startedAt;
            findings = from.findings;
            gate = from.gate;
            cancelled = from.cancelled;
            setback = from.setback;
            target = from.target;
            replaces = from.replaces;
            since = new HashMap<>(from.since);
            listed = new HashMap<>(from.listed);
            disturbances = new LinkedHashSet<>(from.disturbances);
            promotedAt = from.promotedAt;
            repaired = from.repaired;
            diagnosis = from.diagnosis;
            broken = from.broken;
            warnings = new LinkedHashSet<>(from.warnings);
        }

        Edit findings(Findings found) {
            findings = Optional.of(found);
            return this;
        }

        Edit gate(Gate answer) {
            gate = answer;
            return this;
        }

        Edit cancelled(String why) {
            cancelled = cancelled.or(() -> Optional.of(why));
            return this;
        }

        Edit setback(Setback why) {
            setback = setback.or(() -> Optional.of(why));
            return this;
        }

        Edit target(String uid) {
            target = Optional.of(uid);
            return this;
        }

        Edit replaces(Set<ReleaseId> active) {
            replaces = Set.copyOf(active);
            return this;
        }

        Edit listed(String releaseUid, long generation) {
            listed.put(releaseUid, generation);
            return this;
        }

        Edit forgetTarget() {
            target = Optional.empty();
            return this;
        }

        Edit disturbance(String which) {
            disturbances.add(which);
            return this;
        }

        Edit promotedAt(Instant when) {
            promotedAt = promotedAt.or(() -> Optional.of(when));
            return this;
        }

        Edit repaired(String sentence) {
            repaired = repaired.filter(before -> !before.contains(sentence))
                    .map(before -> before + ". " + sentence)
                    .or(() -> repaired)
                    .or(() -> Optional.of(sentence));
            return this;
        }

        Edit diagnosis(List<String> lines) {
            diagnosis = Optional.of(List.copyOf(lines));
            return this;
        }

        Edit broken(String why) {
            broken = broken.or(() -> Optional.of(why));
            return this;
        }

        Edit warning(String sentence) {
            warnings.add(sentence);
            return this;
        }

        Optional<Setback> setback() {
            return setback;
        }

        Optional<String> target() {
            return target;
        }

        Set<ReleaseId> replaces() {
            return replaces;
        }

        boolean knows(String mark) {
            return since.containsKey(mark);
        }

        long disturbances(String kind) {
            return disturbances.stream().filter(each -> each.startsWith(kind)).count();
        }

        /**
         * Since when a condition holds; forgotten when it does not.
         *
         * @param condition its name
         * @param holds whether it holds now
         * @param now the time
         * @return since when, if it holds
         */
        Optional<Instant> since(String condition, boolean holds, Instant now) {
            if (!holds) {
                since.remove(condition);
                return Optional.empty();
            }
            return Optional.of(since.computeIfAbsent(condition, ignored -> now));
        }

        Facts done() {
            return new Facts(
                    startedAt,
                    findings,
                    gate,
                    cancelled,
                    setback,
                    target,
                    replaces,
                    Map.copyOf(since),
                    Map.copyOf(listed),
                    Set.copyOf(disturbances),
                    promotedAt,
                    repaired,
                    diagnosis,
                    broken,
                    List.copyOf(warnings));
        }
    }
}
