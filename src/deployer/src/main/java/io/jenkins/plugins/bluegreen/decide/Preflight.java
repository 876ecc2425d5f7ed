package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        preflight.services();
        if (preflight.problems.isEmpty()) {
            preflight.selectors();
            preflight.endpoints();
            preflight.otherServices();
            preflight.traits();
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

    private void labelMode() {
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
        }
        Candidates.inTheWay(s)
                .filter(s.active()::contains)
                .ifPresent(release -> refuse(
                        "release %s".formatted(release.name()),
                        "it serves already, made of another template",
                        "give the new one another version"));
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
        Ways.policyOnTraffic(s)
                .ifPresent(policy -> s.learned.warning(
                        "NetworkPolicy %s is keyed on a traffic label: it applies to the candidate only once that has it"
                                .formatted(policy)));
    }

    private void findings() {
        s.facts.findings().ifPresent(found -> {
            if (found.namespaceMissing()) {
                refuse(
                        "namespace " + s.request.namespace(),
                        "there is none of that name",
                        "create it, or name another");
                return;
            }
            if (!found.denied().isEmpty()) {
                problems.add(Findings.missingRights(s.request, found.denied()));
            }
            found.rejected()
                    .ifPresent(message -> refuse(
                            "the manifest", "the API server does not accept it: " + message, "correct the manifest"));
            s.active().forEach(release -> found.autoscalers().forEach((name, target) -> {
                if (target.endsWith("/" + release.name())) {
                    s.learned.warning("HorizontalPodAutoscaler %s scales %s and does not follow to the new release"
                            .formatted(name, release.name()));
                }
            }));
        });
    }
}
