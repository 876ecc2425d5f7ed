package io.jenkins.plugins.bluegreen.kubernetes;

import io.jenkins.plugins.bluegreen.decide.CutoverRecord;
import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Observed;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.drive.Interest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Puts together the part of a namespace that an interest is in. */
final class Views {
    private final Mirrors mirrors;
    private final Changes changes;

    Views(Mirrors mirrors, Changes changes) {
        this.mirrors = mirrors;
        this.changes = changes;
    }

    Cluster.View of(Interest interest) {
        Map<String, ServiceState> services = services(interest);
        Map<String, Release> releases = releases(interest, services.values());
        Set<String> watched = new HashSet<>(releases.keySet());
        releases.keySet().forEach(uid -> mirrors.setsOf(uid).forEach(set -> watched.add(set.uid())));
        changes.looksAt(interest, new Changes.Seen(services.keySet(), watched));
        Map<String, ServiceState> shown = new HashMap<>();
        services.keySet()
                .forEach(name -> mirrors.services.get(name).ifPresent(service -> shown.put(name, withSlices(service))));
        List<Release> found = new ArrayList<>();
        releases.keySet().forEach(uid -> mirrors.release(uid).ifPresent(release -> found.add(withPods(release))));
        return new Cluster.View(shown, others(interest, services, found), found);
    }

    /** Those that are named, and those whose unfinished cutover names one of them. */
    private Map<String, ServiceState> services(Interest interest) {
        Map<String, ServiceState> services = new LinkedHashMap<>();
        interest.services().forEach(name -> mirrors.services.get(name).ifPresent(found -> services.put(name, found)));
        mirrors.unfinished().stream()
                .filter(service -> service.record()
                        .filter(record -> record.moves().keySet().stream().anyMatch(interest.services()::contains))
                        .isPresent())
                .forEach(service -> services.put(service.name(), service));
        return services;
    }

    private Map<String, Release> releases(Interest interest, Collection<ServiceState> services) {
        Map<String, Release> found = new LinkedHashMap<>();
        if (interest.workload().isEmpty()) {
            services.forEach(service -> add(found, mirrors.madeFor(service.name())));
        } else {
            add(found, mirrors.ofWorkload(interest.workload()));
            add(found, mirrors.called(interest.workload()));
        }
        for (ServiceState service : services) {
            add(found, mirrors.behind(service.name()));
            selectors(service).forEach(selector -> add(found, selected(selector)));
            service.record().ifPresent(record -> {
                mirrors.release(record.to().uid()).ifPresent(to -> found.putIfAbsent(to.uid(), to));
                record.from().forEach(id -> mirrors.release(id.uid())
                        .ifPresent(from -> found.putIfAbsent(from.uid(), from)));
            });
        }
        if (interest.workload().isEmpty()) {
            Set<String> bases = new LinkedHashSet<>();
            found.values()
                    .forEach(release -> Optional.ofNullable(release.labels().get(Keys.WORKLOAD))
                            .ifPresent(bases::add));
            bases.forEach(base -> add(found, mirrors.ofWorkload(base)));
        }
        return found;
    }

    private static void add(Map<String, Release> found, List<Release> more) {
        more.forEach(release -> found.putIfAbsent(release.uid(), release));
    }

    private static Set<Map<String, String>> selectors(ServiceState service) {
        Set<Map<String, String>> selectors = new LinkedHashSet<>();
        selectors.add(service.selector());
        service.record()
                .map(CutoverRecord::moves)
                .map(moves -> moves.get(service.name()))
                .ifPresent(move -> selectors.addAll(List.of(move.before(), move.after())));
        return selectors;
    }

    /**
     * The releases that a selector means, and those that differ from them in one label: the other versions of selector
     * mode.
     */
    private List<Release> selected(Map<String, String> selector) {
        int enough = Math.max(1, selector.size() - 1);
        Map<String, Integer> hits = new HashMap<>();
        Map<String, Release> found = new LinkedHashMap<>();
        selector.forEach((key, value) -> mirrors.labelled(key, value).forEach(release -> {
            hits.merge(release.uid(), 1, Integer::sum);
            found.putIfAbsent(release.uid(), release);
        }));
        return found.values().stream()
                .filter(release -> hits.get(release.uid()) >= enough)
                .toList();
    }

    /** Those that were asked for, and those that select by a label of the Services or of the releases: previews too. */
    private List<Observed.OtherService> others(
            Interest interest, Map<String, ServiceState> named, List<Release> releases) {
        Map<String, ServiceState> others = new LinkedHashMap<>();
        interest.others().forEach(name -> mirrors.services.get(name).ifPresent(other -> others.put(name, other)));
        Map<String, String> labels = new HashMap<>(interest.labels());
        named.values().forEach(service -> selectors(service).forEach(labels::putAll));
        mirrors.selectingBy(labels).forEach(other -> others.put(other.name(), other));
        releases.forEach(
                release -> mirrors.selectingBy(release.selector()).forEach(other -> others.put(other.name(), other)));
        named.keySet().forEach(others::remove);
        return others.values().stream()
                .map(other -> new Observed.OtherService(
                        other.name(),
                        other.selector(),
                        Optional.ofNullable(other.labels().get(Keys.PREVIEW))))
                .toList();
    }

    private ServiceState withSlices(ServiceState service) {
        return service.with(mirrors.slicesOf(service.name()).stream()
                .map(Mapping.SliceOf::slice)
                .toList());
    }

    private Release withPods(Release release) {
        if (release.isReplicaSet()) {
            return release.with(release.status(), mirrors.podsOf(release.uid()));
        }
        List<Release> sets = mirrors.setsOf(release.uid());
        return release.with(
                OwnedSets.status(release, sets),
                sets.stream().flatMap(set -> mirrors.podsOf(set.uid()).stream()).toList());
    }
}
