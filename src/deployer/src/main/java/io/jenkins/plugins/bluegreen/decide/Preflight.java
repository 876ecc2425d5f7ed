package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What must be right before anything is written. All problems are found at once, not the first one. */
final class Preflight {
    private final Situation s;
    private final List<Problem> problems = new ArrayList<>();

    private Preflight(Situation s) {
        this.s = s;
    }

    /** Everything that stands in the way; warnings are learned. */
    static List<Problem> problems(Situation s) {
        Preflight preflight = new Preflight(s);
        if (s.facts.findings().filter(Findings::namespaceMissing).isPresent()) {
            preflight.refuse(
                    "namespace " + s.request.namespace(), "there is none of that name", "create it, or name another");
            return List.copyOf(preflight.problems);
        }
        preflight.services();
        if (preflight.problems.isEmpty()) {
            preflight.selectors();
            preflight.target();
            preflight.endpoints();
            preflight.otherServices();
            preflight.traits();
            preflight.ports();
            preflight.owners();
        }
        preflight.findings();
        return List.copyOf(preflight.problems);
    }

    private void refuse(String asked, String found, String todo) {
        problems.add(new Problem(asked, found, todo));
    }

    private void services() {
        for (String name : s.request.services()) {
            ServiceState service = s.observed.services().get(name);
            String asked = "traffic of Service %s in namespace %s".formatted(name, s.request.namespace());
            if (service == null) {
                refuse(asked, "there is no such Service", "create it, or name another");
            } else if (service.type().equals("ExternalName")) {
                refuse(asked, "it is an ExternalName, which has no endpoints", "name a Service with a selector");
            } else if (service.selector().isEmpty()) {
                refuse(asked, "it has no selector", "give it one, or name another Service");
            } else if (service.recordUnreadable()) {
                refuse(
                        asked,
                        "its annotation %s cannot be read".formatted(Keys.CUTOVER),
                        "look at it, make the selector right by hand and remove the annotation");
            }
        }
    }

    private void selectors() {
        if (s.labelMode()) {
            labelMode();
        } else {
            selectorMode();
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
            refuse(
                    "Deployment %s".formatted(s.target().map(Release::name).orElse(s.request.workload())),
                    "it is paused, so nothing of it would become available",
                    "resume it");
        }
        Candidates.reserved(s)
                .ifPresent(release -> refuse(
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
            refuse(
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

    private void owners() {
        if (s.labelMode()) {
            return;
        }
        for (ServiceState service : s.services()) {
            Caretakers.of(service).ifPresent(owner -> {
                s.learned.warning(
                        "Service %s is managed by %s, whose next sync switches it back: change the version there too"
                                .formatted(service.name(), owner));
                if (s.options().retire() == Retire.DELETE) {
                    refuse(
                            "retire delete with Service %s".formatted(service.name()),
                            "%s manages it and would switch it back to a release that is gone".formatted(owner),
                            "use retire keep or scale-down");
                }
            });
        }
    }

    private void labelMode() {
        if (s.request
                .bound()
                .filter(bound -> bound.manifest().kind() == WorkloadKind.DEPLOYMENT)
                .isPresent()) {
            refuse(
                    "label mode for Deployment %s".formatted(s.request.workload()),
                    "relabelling a Deployment's template rolls it",
                    "use a ReplicaSet, or mode selector");
        }
        Set<String> own = s.workloadSelectorKeys();
        Map<String, String> template = s.request
                .bound()
                .map(bound -> bound.manifest().templateLabels())
                .or(() -> s.target().map(Release::templateLabels))
                .orElse(Map.of());
        Map<String, String> wanted = new HashMap<>();
        for (ServiceState service : s.services()) {
            String asked = "label mode with Service %s".formatted(service.name());
            Map<String, String> selector = s.ownerSelector(service);
            if (own.containsAll(selector.keySet())) {
                refuse(
                        asked,
                        "all keys of its selector (%s) are in the workload's own selector, so there is no label to give and take"
                                .formatted(String.join(", ", selector.keySet())),
                        "use mode selector with a Service that names the version, or give the Service a label of its own");
            }
            selector.forEach((key, value) -> {
                if (own.contains(key) && !value.equals(template.getOrDefault(key, value))) {
                    refuse(
                            asked,
                            "it selects %s=%s, the workload has %s=%s".formatted(key, value, key, template.get(key)),
                            "make the two agree");
                }
                String other = own.contains(key) ? null : wanted.put(key, value);
                if (other != null && !other.equals(value)) {
                    refuse(
                            asked,
                            "the Services ask the label %s to be both %s and %s".formatted(key, other, value),
                            "deploy to them one after another, or use another key");
                }
            });
        }
        for (Release release : s.othersActive()) {
            if (release.id().kind() == WorkloadKind.DEPLOYMENT) {
                refuse(
                        "label mode",
                        "Deployment %s carries the traffic, and relabelling a Deployment's template rolls it"
                                .formatted(release.name()),
                        "use mode selector, or replace the Deployment by a ReplicaSet first");
            } else {
                wanted.keySet().stream()
                        .filter(release.selectorKeys()::contains)
                        .forEach(key -> refuse(
                                "label mode",
                                "the active release %s has the traffic label %s in its own selector, so taking it would orphan its pods"
                                        .formatted(release.name(), key),
                                "give the Service another label"));
            }
        }
    }

    private void selectorMode() {
        String key = s.options().versionLabel();
        for (ServiceState service : s.services()) {
            Map<String, String> selector = s.ownerSelector(service);
            if (!selector.containsKey(key)) {
                refuse(
                        "selector mode with Service %s".formatted(service.name()),
                        "its selector has no key %s (it has %s)".formatted(key, String.join(", ", selector.keySet())),
                        "add it to the selector, or name the key with versionLabel");
            }
            agrees(service, selector, key);
        }
        Candidates.inTheWay(s)
                .filter(s.active()::contains)
                .ifPresent(release -> refuse(
                        "release %s".formatted(release.name()),
                        "it serves already, made of another template",
                        "give the new one another version"));
    }

    /** What the Service selects by besides the version must be on the pods, or the cutover would leave nothing. */
    private void agrees(ServiceState service, Map<String, String> selector, String key) {
        Map<String, String> template = s.request
                .bound()
                .map(bound -> bound.manifest().templateLabels())
                .or(() -> s.target().map(Release::templateLabels))
                .orElse(Map.of());
        if (s.request.bound().isEmpty() && s.target().isEmpty()) {
            return;
        }
        selector.forEach((name, value) -> {
            if (!name.equals(key) && !value.equals(template.get(name))) {
                refuse(
                        "selector mode with Service %s".formatted(service.name()),
                        "it selects %s=%s, the pods have %s"
                                .formatted(
                                        name,
                                        value,
                                        template.containsKey(name)
                                                ? name + "=" + template.get(name)
                                                : "no label " + name),
                        "make the two agree");
            }
        });
        if (s.request.bound().isEmpty() && !template.containsKey(key)) {
            refuse(
                    "selector mode with Service %s".formatted(service.name()),
                    "%s has no label %s".formatted(s.target().map(Release::name).orElse(""), key),
                    "name a release that has one");
        }
    }

    private void endpoints() {
        boolean overlap = Ways.overlap(s);
        for (ServiceState service : s.services()) {
            List<String> strangers = Proof.strangers(service, s.observed.releases());
            if (strangers.isEmpty()) {
                continue;
            }
            String pods = String.join(", ", strangers);
            if (overlap) {
                s.learned.warning("Service %s keeps the endpoints of pods that belong to no release: %s"
                        .formatted(service.name(), pods));
            } else {
                refuse(
                        "an atomic cutover of Service %s".formatted(service.name()),
                        "pods that belong to no release serve it and would be cut off: %s".formatted(pods),
                        "remove them, or use cutover overlap, which leaves them");
            }
        }
    }

    private void otherServices() {
        if (!s.labelMode()) {
            return;
        }
        Map<String, String> traffic = s.trafficLabels();
        Map<String, String> dark = new HashMap<>(s.request
                .bound()
                .map(bound -> bound.manifest().templateLabels())
                .or(() -> s.target().map(Release::templateLabels))
                .orElse(Map.of()));
        dark.keySet().removeAll(traffic.keySet());
        for (Observed.OtherService other : s.observed.otherServices()) {
            if (other.previewOf().isPresent() || other.selector().isEmpty()) {
                continue;
            }
            if (Proof.has(dark, other.selector())) {
                String found = "Service %s selects it too, so it would serve while it is dark".formatted(other.name());
                if (s.options().allowDarkTraffic()) {
                    s.learned.warning("The candidate is not dark: " + found);
                } else {
                    refuse("a dark candidate", found, "change that Service's selector, or allow it");
                }
            } else if (other.selector().entrySet().stream().anyMatch(traffic.entrySet()::contains)) {
                s.learned.warning("Service %s selects by the same traffic label and moves too, by overlap"
                        .formatted(other.name()));
            }
        }
    }

    private void traits() {
        for (ServiceState service : s.services()) {
            if (service.traits().publishNotReadyAddresses() && !Ways.overlap(s)) {
                refuse(
                        "an atomic cutover of Service %s".formatted(service.name()),
                        "it publishes addresses that are not ready",
                        "set publishNotReadyAddresses to false, or use cutover overlap");
            }
            if (service.traits().sessionAffinity()) {
                s.learned.warning(
                        "Service %s has session affinity: clients may stay on the old pods".formatted(service.name()));
            }
            if (service.traits().headless()) {
                s.learned.warning(
                        "Service %s is headless: clients follow as fast as they ask DNS".formatted(service.name()));
            }
        }
        if (s.options().cutover() == CutoverChoice.AUTO) {
            Ways.reasonToOverlap(s)
                    .ifPresent(reason -> s.learned.warning(
                            "The cutover is an overlap, in which both versions serve, because " + reason));
        }
        Ways.policyOnTraffic(s)
                .ifPresent(policy -> s.learned.warning(
                        "NetworkPolicy %s is keyed on a traffic label: it applies to the candidate only once that has it"
                                .formatted(policy)));
    }

    private void findings() {
        s.facts.findings().ifPresent(found -> {
            if (!found.denied().isEmpty()) {
                problems.add(Findings.missingRights(s.request, found.denied()));
            }
            found.rejected()
                    .ifPresent(message -> refuse(
                            "the manifest", "the API server does not accept it: " + message, "correct the manifest"));
            s.othersActive().forEach(release -> companions(found, release));
        });
    }

    /** What belongs to the release that serves by its name or labels, and does not follow. */
    private void companions(Findings found, Release release) {
        found.autoscalers().forEach((name, target) -> {
            if (target.equals(release.id().kind().kind() + "/" + release.name())) {
                s.learned.warning("HorizontalPodAutoscaler %s scales %s and does not follow to the new release"
                        .formatted(name, release.name()));
            }
        });
        Map<String, String> dark = new HashMap<>(s.request
                .bound()
                .map(bound -> bound.manifest().templateLabels())
                .or(() -> s.target().map(Release::templateLabels))
                .orElse(Map.of()));
        if (!s.labelMode()) {
            s.request.bound().ifPresent(bound -> dark.put(s.options().versionLabel(), bound.versionLabelValue()));
        } else {
            dark.putAll(s.trafficLabels());
        }
        found.disruptionBudgets().forEach((name, labels) -> {
            if (!labels.isEmpty() && Proof.has(release.templateLabels(), labels) && !Proof.has(dark, labels)) {
                s.learned.warning("PodDisruptionBudget %s covers %s and does not follow to the new release"
                        .formatted(name, release.name()));
            }
        });
    }
}
