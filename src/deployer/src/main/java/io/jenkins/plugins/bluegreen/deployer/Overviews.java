package io.jenkins.plugins.bluegreen.deployer;

import io.jenkins.plugins.bluegreen.decide.Keys;
import io.jenkins.plugins.bluegreen.decide.Release;
import io.jenkins.plugins.bluegreen.decide.Request;
import io.jenkins.plugins.bluegreen.decide.ServiceState;
import io.jenkins.plugins.bluegreen.decide.Target;
import io.jenkins.plugins.bluegreen.decide.Targets;
import io.jenkins.plugins.bluegreen.drive.Cluster;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import io.jenkins.plugins.bluegreen.report.Overview;
import io.jenkins.plugins.bluegreen.report.Overview.ReleaseLine;
import io.jenkins.plugins.bluegreen.report.Overview.ServiceLine;
import io.jenkins.plugins.bluegreen.settings.Values;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tells a person what a cluster shows. */
final class Overviews {
    private Overviews() {}

    static Overview of(Cluster.View view, Targets targets, List<String> names) {
        Optional<Target> target = target(targets);
        List<ServiceState> services = names.stream()
                .map(view.services()::get)
                .filter(Objects::nonNull)
                .toList();
        return new Overview(
                Overview.SCHEMA_VERSION,
                targets.namespace(),
                target.map(Target::workload).orElse(""),
                target.map(found -> Values.spelled(found.mode())).orElse(""),
                services.stream().map(Overviews::line).toList(),
                view.releases().stream()
                        .filter(release -> !release.deleting())
                        .sorted(Comparator.comparing(Release::created).thenComparing(Release::name))
                        .map(release -> line(release, services))
                        .toList());
    }

    /** A Service that has no release yet, or of more than one workload, can be looked at all the same. */
    private static Optional<Target> target(Targets targets) {
        try {
            return Optional.of(targets.find(Optional.empty()));
        } catch (InvalidInputException e) {
            return Optional.empty();
        }
    }

    private static ServiceLine line(ServiceState service) {
        String unfinished = service.record()
                .map(record ->
                        "a cutover to %s by %s is unfinished: that run goes on, or the next one finishes or undoes it"
                                .formatted(record.to().name(), record.run()))
                .orElse("");
        return new ServiceLine(
                service.name(), service.selector(), service.readyPods().size(), unfinished);
    }

    private static ReleaseLine line(Release release, List<ServiceState> services) {
        int endpoints = (int) release.pods().stream()
                .filter(pod -> services.stream()
                        .anyMatch(service -> service.readyPods().contains(pod.uid())))
                .count();
        return new ReleaseLine(
                release.name(),
                release.id().kind().kind(),
                version(release),
                images(release),
                release.desired(),
                release.status().ready(),
                endpoints,
                endpoints > 0,
                release.good(),
                release.created().toString(),
                release.annotation(Keys.PREPARED_AT).orElse(""),
                release.annotation(Keys.PROMOTED_AT).orElse(""),
                release.annotation(Keys.ROLLED_BACK_AT).orElse(""),
                release.annotation(Keys.FAILED).orElse(""),
                release.annotation(Keys.RUN).orElse(""),
                release.annotation(Keys.RUN_URL).orElse(""));
    }

    /** What was asked for; of one that others made, what its pods' label says. */
    private static String version(Release release) {
        String label = Request.Options.defaults().versionLabel();
        return release.annotation(Keys.VERSION)
                .orElseGet(() -> release.templateLabels().getOrDefault(label, ""));
    }

    private static Map<String, String> images(Release release) {
        Map<String, String> images = new LinkedHashMap<>();
        if (release.template().get("spec") instanceof Map<?, ?> spec
                && spec.get("containers") instanceof List<?> containers) {
            containers.forEach(each -> {
                if (each instanceof Map<?, ?> container) {
                    images.put(String.valueOf(container.get("name")), String.valueOf(container.get("image")));
                }
            });
        }
        return images;
    }
}
