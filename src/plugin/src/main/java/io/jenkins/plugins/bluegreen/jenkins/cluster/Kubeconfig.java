package io.jenkins.plugins.bluegreen.jenkins.cluster;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jvnet.localizer.Localizable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The one context of a kubeconfig credential that is used. It is read to plain maps, and only values that are known to be
 * harmless are taken from it: a kubeconfig can also name programs to run and files to read, on the controller.
 */
final class Kubeconfig {
    private static final int MAX_CHARACTERS = 1 << 20;
    private static final Set<String> PROGRAMS = Set.of("exec", "auth-provider");
    private static final Set<String> FILES =
            Set.of("certificate-authority", "client-certificate", "client-key", "tokenFile");
    /** What changes whom a connection trusts or goes through, or as whom, and is not supported: it is not left out silently. */
    private static final Set<String> UNSUPPORTED =
            Set.of("tls-server-name", "proxy-url", "as", "as-uid", "as-groups", "as-user-extra");

    private final Map<?, ?> cluster;
    private final Map<?, ?> user;
    private final String namespace;

    private Kubeconfig(Map<?, ?> cluster, Map<?, ?> user, String namespace) {
        this.cluster = cluster;
        this.user = user;
        this.namespace = namespace;
    }

    /**
     * Reads a kubeconfig.
     *
     * @param text YAML
     * @return its current context
     * @throws InvalidInputException with nothing of its content but names of keys
     */
    static Kubeconfig parse(String text) {
        Map<?, ?> root = load(text);
        for (String list : List.of("clusters", "users")) {
            entries(root, list).forEach(entry -> refuse(map(entry.get(list.substring(0, list.length() - 1)))));
        }
        String current = text(root, "current-context");
        List<Map<?, ?>> contexts = entries(root, "contexts");
        Map<?, ?> context = map(
                (current.isEmpty() && contexts.size() == 1 ? Optional.of(contexts.get(0)) : named(contexts, current))
                        .orElseThrow(
                                () -> invalid(Messages._Kubeconfig_NoContext(), Messages._Kubeconfig_NoContext_Todo()))
                        .get("context"));
        return new Kubeconfig(
                supported(part(root, "clusters", "cluster", context)),
                supported(part(root, "users", "user", context)),
                text(context, "namespace"));
    }

    /** The namespace of its context; empty if it has none. */
    String namespace() {
        return namespace;
    }

    /** Puts its server, trust and credentials into a configuration. */
    ConfigBuilder into(ConfigBuilder config) {
        config.withMasterUrl(text(cluster, "server"));
        if (Boolean.TRUE.equals(cluster.get("insecure-skip-tls-verify"))) {
            config.withTrustCerts(true);
            config.withDisableHostnameVerification(true);
        }
        given(cluster, "certificate-authority-data").ifPresent(config::withCaCertData);
        given(user, "token").ifPresent(config::withOauthToken);
        given(user, "username").ifPresent(config::withUsername);
        given(user, "password").ifPresent(config::withPassword);
        given(user, "client-certificate-data").ifPresent(config::withClientCertData);
        given(user, "client-key-data").ifPresent(config::withClientKeyData);
        return config;
    }

    private static Map<?, ?> load(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MAX_CHARACTERS)
                .build();
        try {
            if (new Load(settings).loadFromString(text) instanceof Map<?, ?> root) {
                return root;
            }
        } catch (YamlEngineException e) {
            // Its message quotes the text, which holds secrets.
            throw invalid(Messages._Kubeconfig_NoYaml(), Messages._Kubeconfig_NoYaml_Todo());
        }
        throw invalid(Messages._Kubeconfig_NoYaml(), Messages._Kubeconfig_NoYaml_Todo());
    }

    private static void refuse(Map<?, ?> part) {
        for (Object key : part.keySet()) {
            if (PROGRAMS.contains(key)) {
                throw invalid(Messages._Kubeconfig_Program(key), Messages._Kubeconfig_Program_Todo());
            }
            if (FILES.contains(key)) {
                throw invalid(Messages._Kubeconfig_File(key), Messages._Kubeconfig_File_Todo());
            }
        }
    }

    private static Map<?, ?> supported(Map<?, ?> part) {
        part.keySet().stream().filter(UNSUPPORTED::contains).findFirst().ifPresent(key -> {
            throw invalid(Messages._Kubeconfig_Unsupported(key), Messages._Kubeconfig_Unsupported_Todo(key));
        });
        return part;
    }

    private static Map<?, ?> part(Map<?, ?> root, String list, String key, Map<?, ?> context) {
        return map(named(entries(root, list), text(context, key))
                .orElseThrow(() -> invalid(Messages._Kubeconfig_Dangling(key), Messages._Kubeconfig_NoContext_Todo()))
                .get(key));
    }

    private static Optional<Map<?, ?>> named(List<Map<?, ?>> entries, String name) {
        return entries.stream()
                .filter(entry -> !name.isEmpty() && name.equals(text(entry, "name")))
                .findFirst();
    }

    private static List<Map<?, ?>> entries(Map<?, ?> root, String list) {
        return root.get(list) instanceof List<?> items
                ? items.stream().<Map<?, ?>>map(Kubeconfig::map).toList()
                : List.of();
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    private static String text(Map<?, ?> map, String key) {
        return given(map, key).orElse("");
    }

    private static Optional<String> given(Map<?, ?> map, String key) {
        return map.get(key) == null
                ? Optional.empty()
                : Optional.of(String.valueOf(map.get(key))).filter(value -> !value.isEmpty());
    }

    private static InvalidInputException invalid(Localizable found, Localizable todo) {
        return new UnusableAccess(Messages._Kubeconfig_Asked(), found, todo);
    }
}
