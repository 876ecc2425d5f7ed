package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.manifest.ReleaseName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds out from Services and their releases what a run without a manifest is about. */
public final class Targets {
    private final String namespace;
    private final List<String> names;
    private final Map<String, ServiceState> services;
    private final Collection<Release> releases;
    private final String versionLabel;

    /**
     * Looks at a part of a namespace.
     *
     * @param namespace its name
     * @param names names of the Services whose traffic is moved
     * @param services those that are there, by name
     * @param releases what may be a release of theirs
     * @param versionLabel key of the label that names the version in selector mode
     */
    public Targets(
            String namespace,
            List<String> names,
            Map<String, ServiceState> services,
            Collection<Release> releases,
            String versionLabel) {
        this.namespace = namespace;
        this.names = List.copyOf(names);
        this.services = Map.copyOf(services);
        this.releases = List.copyOf(releases);
        this.versionLabel = versionLabel;
    }

    /** The namespace. */
    public String namespace() {
        return namespace;
    }

    /**
     * The workload whose traffic goes through the Services, or last did.
     *
     * @param workload its base name, if it was given
     * @return what a run is about
     * @throws InvalidInputException if there is none, or more than one
     */
    public Target find(Optional<String> workload) {
        List<Problem> missing = names.stream()
                .filter(name -> !services.containsKey(name))
                .map(name -> new Problem(
                        "traffic of Service %s in namespace %s".formatted(name, namespace),
                        "there is no such Service",
                        "name one that is there"))
                .toList();
        if (!missing.isEmpty()) {
            throw new InvalidInputException(missing);
        }
        String base = workload.orElseGet(this::base);
        return new Target(namespace, names, base, mode(base));
    }

    /**
     * The releases that wait to be promoted or discarded, oldest first.
     *
     * @param target the workload
     */
    public List<Release> prepared(Target target) {
        return releases.stream()
                .filter(release -> release.ofWorkload(target.workload()) && !release.deleting())
                .filter(release -> release.annotation(Keys.PREPARED_AT).isPresent())
                .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                .toList();
    }

    /**
     * The one release that waits to be promoted or discarded.
     *
     * @param target the workload
     * @param named its name, if it was given
     * @return its name
     * @throws InvalidInputException if there is none, or more than one and none was named
     */
    public String prepared(Target target, Optional<String> named) {
        if (named.isPresent()) {
            return named.get();
        }
        List<String> waiting = prepared(target).stream().map(Release::name).toList();
        String asked = "a prepared release of %s was asked for".formatted(target.workload());
        if (waiting.isEmpty()) {
            throw new InvalidInputException(asked, "there is none", "prepare one first, or name it as the release");
        }
        if (waiting.size() > 1) {
            throw new InvalidInputException(
                    asked, "there are several: " + String.join(", ", waiting), "name one of them as the release");
        }
        return waiting.get(0);
    }

    /**
     * The releases of a workload that one run made and that are still there, oldest first.
     *
     * @param target the workload
     * @param run the run's id
     */
    public List<Release> madeBy(Target target, String run) {
        return releases.stream()
                .filter(release -> release.ofWorkload(target.workload()) && !release.deleting())
                .filter(release -> release.annotation(Keys.RUN).equals(Optional.of(run)))
                .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                .toList();
    }

    /**
     * A release by its name.
     *
     * @param name its name
     */
    public Optional<Release> release(String name) {
        return releases.stream().filter(release -> release.name().equals(name)).findFirst();
    }

    /**
     * One of the Services that were named.
     *
     * @param name its name
     */
    public Optional<ServiceState> service(String name) {
        return Optional.ofNullable(services.get(name));
    }

    /**
     * The releases of a workload that carry traffic, oldest first.
     *
     * @param target the workload
     */
    public List<Release> active(Target target) {
        return releases.stream()
                .filter(release -> release.ofWorkload(target.workload()) && !release.deleting())
                .filter(release -> services.values().stream()
                        .filter(service -> names.contains(service.name()))
                        .anyMatch(service -> serves(service, release)))
                .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                .toList();
    }

    private String base() {
        TreeSet<String> active = new TreeSet<>();
        TreeSet<String> known = new TreeSet<>();
        for (Release release : releases) {
            boolean serves = services.values().stream()
                    .filter(service -> names.contains(service.name()))
                    .anyMatch(service -> serves(service, release));
            boolean meant = release.annotation(Keys.OWNER_SELECTORS)
                    .filter(owners -> names.stream().anyMatch(name -> owners.contains("\"" + name + "\"")))
                    .isPresent();
            if (serves) {
                active.add(baseOf(release));
            } else if (meant) {
                known.add(baseOf(release));
            }
        }
        TreeSet<String> found = active.isEmpty() ? known : active;
        String asked = "the workload of Service %s was asked for".formatted(String.join(", ", names));
        if (found.isEmpty()) {
            throw new InvalidInputException(asked, "it has no release", "deploy one first, or name the workload");
        }
        if (found.size() > 1) {
            throw new InvalidInputException(
                    asked, "there are several: " + String.join(", ", found), "name one of them as the workload");
        }
        return found.first();
    }

    private static boolean serves(ServiceState service, Release release) {
        Map<String, String> owner = service.record()
                .map(record -> record.moves().get(service.name()))
                .map(CutoverRecord.Move::before)
                .orElse(service.selector());
        return Proof.anyEndpoint(service, release)
                || !owner.isEmpty() && Proof.has(release.templateLabels(), owner)
                || service.record()
                        .filter(record -> record.to().equals(release.id()))
                        .isPresent();
    }

    /** The base name of a release's workload: recorded, or read from its name. */
    private String baseOf(Release release) {
        String recorded = release.labels().get(Keys.WORKLOAD);
        if (recorded != null) {
            return recorded;
        }
        String version = release.templateLabels().get(versionLabel);
        if (version != null && release.name().endsWith("-" + version)) {
            return release.name().substring(0, release.name().length() - version.length() - 1);
        }
        return ReleaseName.parse(release.name()).map(ReleaseName::base).orElse(release.name());
    }

    private Mode mode(String base) {
        List<Release> family = new ArrayList<>(releases.stream()
                .filter(release -> baseOf(release).equals(base))
                .toList());
        boolean labelled = family.stream().anyMatch(release -> release.labels().containsKey(Keys.TRAFFIC));
        boolean versioned = family.stream()
                .anyMatch(release -> !release.isReplicaSet()
                        || release.selectorKeys().contains(versionLabel)
                                && services.values().stream()
                                        .anyMatch(service -> service.selector().containsKey(versionLabel)));
        return versioned && !labelled ? Mode.SELECTOR : Mode.LABEL;
    }
}
