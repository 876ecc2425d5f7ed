package io.jenkins.plugins.bluegreen.decide;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.bluegreen.decide.Action.NewRelease;
import io.jenkins.plugins.bluegreen.manifest.Bound;
import io.jenkins.plugins.bluegreen.manifest.ReleaseName;
import io.jenkins.plugins.bluegreen.manifest.ReleaseTemplate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds the release that a request is about, or says what a new one is to look like. */
final class Candidates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Candidates() {}

    /** The release that the request is about, if the cluster has it already. */
    static Optional<Release> find(Situation s) {
        Request.Goal goal = s.request.goal();
        if (goal instanceof Request.Goal.Promote promote) {
            return s.observed.release(promote.release());
        }
        if (goal instanceof Request.Goal.Discard discard) {
            return s.observed.release(discard.release());
        }
        if (goal instanceof Request.Goal.Rollback rollback) {
            return Earlier.find(s, rollback);
        }
        return s.request.bound().flatMap(bound -> made(s, bound));
    }

    private static Optional<Release> made(Situation s, Bound bound) {
        if (!s.labelMode()) {
            return Versioned.made(s, bound);
        }
        return s.observed.releases().stream()
                .filter(release -> release.ofWorkload(s.request.workload()) && !release.deleting())
                .filter(release -> release.annotation(Keys.REQUESTED).equals(Optional.of(bound.requestedHash())))
                .filter(release -> mineToContinue(s, release))
                .max(Comparator.comparing(Release::created).thenComparing(Release::name));
    }

    /** One that an interrupted run left, one of this run's own, or the one that serves already. */
    private static boolean mineToContinue(Situation s, Release release) {
        if (release.annotation(Keys.RUN).equals(Optional.of(s.request.run().id()))) {
            return true;
        }
        if (Proofs.attachedAlone(s, release)) {
            return true;
        }
        boolean newest = s.active().stream()
                .noneMatch(
                        active -> !active.uid().equals(release.uid()) && Release.BY_AGE.compare(active, release) > 0);
        return newest && abandoned(release);
    }

    /** Left by a run that was cut off before it had an answer: nobody waits for it. */
    static boolean abandoned(Release release) {
        return release.annotation(Keys.REQUESTED).isPresent()
                && release.annotation(Keys.PREPARED_AT).isEmpty()
                && release.annotation(Keys.PROMOTED_AT).isEmpty()
                && release.annotation(Keys.FAILED).isEmpty();
    }

    /** Waits for an answer that another run asks for. */
    static boolean preparedByOther(Situation s, Release release) {
        return release.annotation(Keys.PREPARED_AT).isPresent()
                && !release.annotation(Keys.RUN)
                        .equals(Optional.of(s.request.run().id()));
    }

    /** In selector mode: the release of the candidate's name that another run has prepared. */
    static Optional<Release> reserved(Situation s) {
        return s.labelMode()
                ? Optional.empty()
                : s.request
                        .bound()
                        .flatMap(bound -> Versioned.there(s, bound))
                        .filter(there -> preparedByOther(s, there));
    }

    /** In selector mode: an object of the candidate's name that is not what was asked for. */
    static Optional<Release> inTheWay(Situation s) {
        return s.labelMode()
                ? Optional.empty()
                : s.request.bound().flatMap(bound -> Versioned.there(s, bound)
                        .filter(there -> !Versioned.sameAs(bound, there)));
    }

    /** Size of the candidate: what was asked for, but never fewer than serve now unless that was asked for. */
    static int size(Situation s) {
        int wanted = s.request
                .bound()
                .map(bound -> bound.manifest().replicas().orElse(1))
                .orElseGet(() -> s.target().map(Release::desired).orElse(1));
        return s.options().replicas().orElse(Math.max(Math.max(wanted, 1), s.activeSize()));
    }

    /** The release to create. */
    static NewRelease fresh(Situation s, Bound bound) {
        Map<String, String> annotations = new LinkedHashMap<>();
        annotations.put(Keys.IMAGES, json(bound.images()));
        annotations.put(Keys.VERSION, bound.version());
        annotations.put(Keys.REQUESTED, bound.requestedHash());
        annotations.put(Keys.RUN, s.request.run().id());
        annotations.put(Keys.RUN_URL, s.request.run().url());
        List<Release> active = s.active();
        if (!active.isEmpty()) {
            annotations.put(Keys.PREVIOUS, active.get(active.size() - 1).name());
        }
        Map<String, Map<String, String>> owners = new TreeMap<>();
        s.services().forEach(service -> owners.put(service.name(), s.ownerSelector(service)));
        annotations.put(Keys.OWNER_SELECTORS, json(owners));
        if (!bound.manifest().companions().isEmpty()) {
            annotations.put(Keys.COMPANIONS, Keys.PENDING);
        }
        int replicas = size(s);
        return s.labelMode() ? numbered(s, bound, replicas, annotations) : versioned(s, bound, replicas, annotations);
    }

    private static NewRelease numbered(Situation s, Bound bound, int replicas, Map<String, String> annotations) {
        String base = s.request.workload();
        List<Release> family = s.observed.releases().stream()
                .filter(release -> release.number(base).isPresent())
                .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                .toList();
        int newest = family.isEmpty()
                ? 0
                : family.get(family.size() - 1).number(base).orElse(0);
        Set<Integer> taken =
                family.stream().map(release -> release.number(base).orElse(0)).collect(Collectors.toSet());
        String name = ReleaseName.next(base, newest, taken);
        Map<String, Object> manifest = ReleaseTemplate.of(bound)
                .namespace(s.request.namespace())
                .name(name)
                .replicas(firstSize(bound, replicas))
                .ownLabel(Keys.RELEASE, name)
                .label(Keys.WORKLOAD, base)
                .label(Keys.RELEASE, name)
                .label(Keys.TRAFFIC, Keys.OFF)
                .templateLabel(Keys.TRAFFIC, Keys.OFF)
                .withoutTemplateLabels(s.trafficLabels().keySet())
                .annotations(annotations)
                .render();
        return new NewRelease(name, replicas, manifest, companions(s, bound, name));
    }

    private static NewRelease versioned(Situation s, Bound bound, int replicas, Map<String, String> annotations) {
        String name = Versioned.name(s, bound);
        Map<String, Object> manifest = ReleaseTemplate.of(bound)
                .namespace(s.request.namespace())
                .name(name)
                .replicas(firstSize(bound, replicas))
                .ownLabel(s.options().versionLabel(), ownValue(s, name))
                .label(Keys.WORKLOAD, s.request.workload())
                .label(Keys.RELEASE, name)
                .annotations(annotations)
                .render();
        return new NewRelease(name, replicas, manifest, companions(s, bound, name));
    }

    /** Nothing that comes with a release can be made before it is there, to own it; and no pod before that. */
    private static int firstSize(Bound bound, int replicas) {
        return bound.manifest().companions().isEmpty() ? replicas : 0;
    }

    /** What comes with a release of this name. */
    static List<Map<String, Object>> companions(Situation s, Bound bound, String name) {
        return ReleaseTemplate.of(bound)
                .namespace(s.request.namespace())
                .name(name)
                .ownLabel(s.labelMode() ? Keys.RELEASE : s.options().versionLabel(), ownValue(s, name))
                .label(Keys.WORKLOAD, s.request.workload())
                .label(Keys.RELEASE, name)
                .companions();
    }

    /** What the pods of a release of this name have as the label that only they have. */
    private static String ownValue(Situation s, String name) {
        return s.labelMode() ? name : Versioned.value(s, name);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Names and labels must be writable as JSON", e);
        }
    }
}
