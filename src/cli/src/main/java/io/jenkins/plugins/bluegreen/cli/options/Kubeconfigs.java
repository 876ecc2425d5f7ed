package io.jenkins.plugins.bluegreen.cli.options;

import io.fabric8.kubernetes.api.model.AuthInfo;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Finds and reads kubeconfigs as kubectl does, and says what is wrong with them. */
final class Kubeconfigs {
    private Kubeconfigs() {}

    private record Parsed(Path file, io.fabric8.kubernetes.api.model.Config content) {}

    /** The one that was named. */
    static Config of(String file, String context) {
        Parsed parsed = read(file);
        check(List.of(parsed), "--kubeconfig " + file, context);
        return finished(Config.fromKubeconfig(context, new File(file)), List.of(parsed));
    }

    /** Those that kubectl would use; in a Pod without any, its service account. */
    static Config usual(String context) {
        List<String> names = List.copyOf(Config.getKubeconfigFilenames());
        List<Parsed> there = names.stream()
                .filter(name -> Files.exists(Path.of(name)))
                .map(Kubeconfigs::read)
                .toList();
        if (!there.isEmpty()) {
            check(there, String.join(File.pathSeparator, names), context);
            return finished(Config.autoConfigure(context), there);
        }
        if (context != null || !inPod()) {
            throw new InvalidInputException(
                    "a cluster is to be reached",
                    "there is no kubeconfig: not as --kubeconfig, and not at " + String.join(" or ", names),
                    "name one with --kubeconfig FILE; bluegreen cluster makes one to try things out");
        }
        return Config.autoConfigure(null);
    }

    private static boolean inPod() {
        return System.getenv("KUBERNETES_SERVICE_HOST") != null
                && Config.autoConfigure(null).getOauthToken() != null;
    }

    private static Parsed read(String file) {
        String asked = "the kubeconfig %s is to be used".formatted(file);
        Path path = Path.of(file);
        if (!Files.exists(path)) {
            throw new InvalidInputException(asked, "there is no such file", "name one that is there");
        }
        try {
            io.fabric8.kubernetes.api.model.Config content =
                    Serialization.unmarshal(Files.readString(path), io.fabric8.kubernetes.api.model.Config.class);
            if (content == null || content.getClusters().isEmpty()) {
                throw new InvalidInputException(
                        asked, "it names no cluster", "see what kubectl config view --kubeconfig " + file + " says");
            }
            return new Parsed(path, content);
        } catch (CharacterCodingException | IllegalArgumentException e) {
            if (e instanceof InvalidInputException invalid) {
                throw invalid;
            }
            throw new InvalidInputException(asked, "it is not a kubeconfig", "name a YAML file of kind Config");
        } catch (IOException e) {
            throw new InvalidInputException(
                    asked,
                    Files.isDirectory(path) ? "it is a directory" : "it cannot be read",
                    "name a file that you may read");
        }
    }

    private static void check(List<Parsed> files, String where, String asked) {
        List<String> known = files.stream()
                .flatMap(file -> file.content().getContexts().stream())
                .map(NamedContext::getName)
                .toList();
        Optional<String> context = Optional.ofNullable(asked).or(() -> current(files));
        String choice = known.isEmpty() ? "there is none in it" : "there are " + String.join(", ", known);
        if (context.isEmpty()) {
            throw new InvalidInputException(
                    "the current context of %s is to be used".formatted(where),
                    "it has none",
                    "give --context; " + choice);
        }
        if (!known.contains(context.get())) {
            throw new InvalidInputException(
                    "the context %s of %s is to be used".formatted(context.get(), where),
                    "it is not there",
                    "give another --context; " + choice);
        }
    }

    private static Optional<String> current(List<Parsed> files) {
        return files.stream()
                .map(file -> file.content().getCurrentContext())
                .filter(Objects::nonNull)
                .filter(name -> !name.isBlank())
                .findFirst();
    }

    /** A token in a file of its own is not read by the client. */
    private static Config finished(Config config, List<Parsed> files) {
        NamedContext context = config.getCurrentContext();
        if (context == null || context.getContext() == null) {
            return config;
        }
        String user = context.getContext().getUser();
        for (Parsed file : files) {
            Optional<AuthInfo> found = file.content().getUsers().stream()
                    .filter(each -> each.getName().equals(user))
                    .map(each -> each.getUser())
                    .filter(Objects::nonNull)
                    .findFirst();
            if (found.isPresent()) {
                String token = found.get().getTokenFile();
                if (token != null && found.get().getToken() == null) {
                    Path path = file.file().toAbsolutePath().resolveSibling(token);
                    config.setOauthToken(token(path, file.file()));
                }
                return config;
            }
        }
        return config;
    }

    private static String token(Path path, Path kubeconfig) {
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            throw new InvalidInputException(
                    "the kubeconfig %s is to be used".formatted(kubeconfig),
                    "its token file %s cannot be read".formatted(path),
                    "name a file that is there");
        }
    }
}
