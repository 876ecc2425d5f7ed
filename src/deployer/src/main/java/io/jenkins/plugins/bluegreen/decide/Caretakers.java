package io.jenkins.plugins.bluegreen.decide;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Tools that keep a Service as it is written somewhere else, known by what they leave on it. */
final class Caretakers {
    private static final Map<String, String> MANAGERS = Map.of(
            "argocd", "Argo CD",
            "argo-cd", "Argo CD",
            "kustomize-controller", "Flux",
            "helm-controller", "Flux",
            "helm", "Helm",
            "kapp", "kapp");
    private static final Map<String, String> KEYS = Map.of(
            "argocd.argoproj.io/instance", "Argo CD",
            "argocd.argoproj.io/tracking-id", "Argo CD",
            "kustomize.toolkit.fluxcd.io/name", "Flux",
            "helm.toolkit.fluxcd.io/name", "Flux",
            "meta.helm.sh/release-name", "Helm",
            "kapp.k14s.io/app", "kapp");

    private Caretakers() {}

    /** The tool that manages a Service, if one does. */
    static Optional<String> of(ServiceState service) {
        List<Map<String, String>> metadata = List.of(service.labels(), service.annotations());
        Optional<String> byKey = metadata.stream()
                .flatMap(entries -> entries.keySet().stream())
                .filter(KEYS::containsKey)
                .sorted()
                .map(KEYS::get)
                .findFirst();
        String by = service.labels().getOrDefault("app.kubernetes.io/managed-by", "");
        return byKey.or(() -> named(by)).or(() -> service.selectorManagers().stream()
                .flatMap(manager -> named(manager).stream())
                .findFirst());
    }

    private static Optional<String> named(String manager) {
        String lower = manager.toLowerCase(Locale.ROOT);
        return MANAGERS.keySet().stream()
                .filter(lower::startsWith)
                .max(java.util.Comparator.comparing(String::length))
                .map(MANAGERS::get);
    }
}
