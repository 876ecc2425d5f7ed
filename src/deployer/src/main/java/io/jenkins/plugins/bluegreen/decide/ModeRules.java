package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.WorkloadKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Whether the Services' selectors, the workload and what serves now allow the mode that was asked for. */
final class ModeRules {
    private final Situation s;
    private final Problems problems;

    ModeRules(Situation s, Problems problems) {
        this.s = s;
        this.problems = problems;
    }

    void check() {
        if (s.labelMode()) {
            labelMode();
        } else {
            selectorMode();
        }
    }

    private void labelMode() {
        if (s.request
                .bound()
                .filter(bound -> bound.manifest().kind() == WorkloadKind.DEPLOYMENT)
                .isPresent()) {
            problems.refuse(
                    "label mode for Deployment %s".formatted(s.request.workload()),
                    "relabelling a Deployment's template rolls it",
                    "use a ReplicaSet, or mode selector");
        }
        Set<String> own = s.workloadSelectorKeys();
        Map<String, String> template = s.candidateLabels();
        Map<String, String> wanted = new HashMap<>();
        for (ServiceState service : s.services()) {
            String asked = "label mode with Service %s".formatted(service.name());
            Map<String, String> selector = s.ownerSelector(service);
            if (own.containsAll(selector.keySet())) {
                problems.refuse(
                        asked,
                        "all keys of its selector (%s) are in the workload's own selector, so there is no label to give and take"
                                .formatted(String.join(", ", selector.keySet())),
                        "use mode selector with a Service that names the version, or give the Service a label of its own");
            }
            selector.forEach((key, value) -> {
                if (own.contains(key) && !value.equals(template.getOrDefault(key, value))) {
                    problems.refuse(
                            asked,
                            "it selects %s=%s, the workload has %s=%s".formatted(key, value, key, template.get(key)),
                            "make the two agree");
                }
                String other = own.contains(key) ? null : wanted.put(key, value);
                if (other != null && !other.equals(value)) {
                    problems.refuse(
                            asked,
                            "the Services ask the label %s to be both %s and %s".formatted(key, other, value),
                            "deploy to them one after another, or use another key");
                }
            });
        }
        for (Release release : s.othersActive()) {
            if (release.id().kind() == WorkloadKind.DEPLOYMENT) {
                problems.refuse(
                        "label mode",
                        "Deployment %s carries the traffic, and relabelling a Deployment's template rolls it"
                                .formatted(release.name()),
                        "use mode selector, or replace the Deployment by a ReplicaSet first");
            } else {
                wanted.keySet().stream()
                        .filter(release.selectorKeys()::contains)
                        .forEach(key -> problems.refuse(
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
                problems.refuse(
                        "selector mode with Service %s".formatted(service.name()),
                        "its selector has no key %s (it has %s)".formatted(key, String.join(", ", selector.keySet())),
                        "add it to the selector, or name the key with versionLabel");
            }
            agrees(service, selector, key);
        }
        Candidates.inTheWay(s)
                .filter(s.active()::contains)
                .ifPresent(release -> problems.refuse(
                        "release %s".formatted(release.name()),
                        "it serves already, and was made of another template",
                        "give the new one another version"));
    }

    /** What the Service selects by besides the version must be on the pods, or the cutover would leave nothing. */
    private void agrees(ServiceState service, Map<String, String> selector, String key) {
        Map<String, String> template = s.candidateLabels();
        if (s.request.bound().isEmpty() && s.target().isEmpty()) {
            return;
        }
        selector.forEach((name, value) -> {
            if (!name.equals(key) && !value.equals(template.get(name))) {
                problems.refuse(
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
            problems.refuse(
                    "selector mode with Service %s".formatted(service.name()),
                    "%s has no label %s".formatted(s.target().map(Release::name).orElse(""), key),
                    "name a release that has one");
        }
    }
}
