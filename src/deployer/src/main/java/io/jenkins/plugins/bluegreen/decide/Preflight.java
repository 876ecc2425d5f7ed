package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must be right before anything is written. All problems are found at once, not the first one. */
final class Preflight {
    private final Situation s;
    private final Problems problems = new Problems();

    private Preflight(Situation s) {
        this.s = s;
    }

    /** Everything that stands in the way; warnings are learned. */
    static List<Problem> problems(Situation s) {
        Preflight preflight = new Preflight(s);
        if (s.facts.findings().filter(Findings::namespaceMissing).isPresent()) {
            return List.of(Findings.missingNamespace(s.request.namespace()));
        }
        preflight.services();
        if (preflight.problems.none()) {
            new ModeRules(s, preflight.problems).check();
            preflight.target();
            preflight.ports();
            new Surroundings(s, preflight.problems).check();
        }
        preflight.findings();
        return preflight.problems.all();
    }

    private void services() {
        for (String name : s.request.services()) {
            ServiceState service = s.observed.services().get(name);
            String asked = "traffic of Service %s in namespace %s".formatted(name, s.request.namespace());
            if (service == null) {
                problems.refuse(asked, "there is no such Service", "create it, or name another");
            } else if (service.type().equals("ExternalName")) {
                problems.refuse(
                        asked, "it is an ExternalName, which has no endpoints", "name a Service with a selector");
            } else if (service.selector().isEmpty()) {
                problems.refuse(asked, "it has no selector", "give it one, or name another Service");
            } else if (service.recordUnreadable()) {
                problems.refuse(
                        asked,
                        "its annotation %s cannot be read".formatted(Keys.CUTOVER),
                        "look at it, make the selector right by hand and remove the annotation");
            }
        }
    }

    private void target() {
        boolean paused = s.target().filter(Release::paused).isPresent()
                || s.request
                        .bound()
                        .filter(bound -> bound.manifest().raw().get("spec") instanceof Map<?, ?> spec
                                && Boolean.TRUE.equals(spec.get("paused")))
                        .isPresent();
        if (paused) {
            problems.refuse(
                    "Deployment %s".formatted(s.target().map(Release::name).orElse(s.request.workload())),
                    "it is paused, so nothing of it would become available",
                    "resume it");
        }
        Candidates.reserved(s)
                .ifPresent(release -> problems.refuse(
                        "release %s".formatted(release.name()),
                        "it was prepared by %s and waits to be promoted"
                                .formatted(release.annotation(Keys.RUN).orElse("another run")),
                        "promote or discard it, or give the new one another version"));
        s.options().previewService().ifPresent(this::preview);
    }

    private void preview(String name) {
        String mine = s.target().map(Release::name).orElse("");
        boolean taken = s.request.services().contains(name)
                || s.observed.otherServices().stream()
                        .anyMatch(other ->
                                other.name().equals(name) && !other.previewOf().equals(Optional.of(mine)));
        if (taken) {
            problems.refuse(
                    "preview Service %s".formatted(name),
                    "there is a Service of that name already",
                    "give another name");
        }
    }

    private void ports() {
        s.request.bound().ifPresent(bound -> s.services()
                .forEach(service -> problems.addAll(
                        Reach.ports(service, bound.template(), bound.manifest().toString()))));
    }

    private void findings() {
        s.facts.findings().ifPresent(found -> {
            if (!found.denied().isEmpty()) {
                problems.addAll(List.of(Findings.missingRights(s.request, found.denied())));
            }
            found.rejected()
                    .ifPresent(message -> problems.refuse(
                            "the manifest", "the API server does not accept it: " + message, "correct the manifest"));
            new Surroundings(s, problems).companions(found);
        });
    }
}
