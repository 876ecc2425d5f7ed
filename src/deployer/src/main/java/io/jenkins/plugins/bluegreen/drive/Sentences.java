package io.jenkins.plugins.bluegreen.drive;

import io.jenkins.plugins.bluegreen.decide.Action;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a run says to a person: one line for each thing that it did. Names objects and our own keys, never contents. */
final class Sentences {
    private Sentences() {}

    static String of(Action action) {
        if (action instanceof Action.Lock) {
            return "Took the Leases";
        }
        if (action instanceof Action.Examine) {
            return "Checked rights, the namespace and the manifest against the API server";
        }
        if (action instanceof Action.Diagnose ill) {
            return "Asked for the events and logs of %s".formatted(ill.release().name());
        }
        if (action instanceof Action.Create create) {
            return "Created %s with %d replicas, without traffic"
                    .formatted(create.release().name(), create.release().replicas());
        }
        if (action instanceof Action.Equip equip) {
            return "Made what comes with %s: %s; it gets %d pods"
                    .formatted(
                            equip.release().name(),
                            equip.companions().stream().map(Sentences::name).collect(Collectors.joining(", ")),
                            equip.replicas());
        }
        if (action instanceof Action.Delete delete) {
            return "Deleted %s".formatted(delete.release().name());
        }
        if (action instanceof Action.Scale scale) {
            return "Scaled %s from %d to %d"
                    .formatted(scale.release().name(), scale.release().desired(), scale.replicas());
        }
        if (action instanceof Action.Annotate annotate) {
            return "Wrote down in %s: %s"
                    .formatted(
                            annotate.release().name(),
                            annotate.annotations().keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        if (action instanceof Action.Relabel relabel) {
            return "Changed the template of %s: %s".formatted(relabel.release().name(), labels(relabel.labels()));
        }
        if (action instanceof Action.ListPods list) {
            return "Listed the pods of %s".formatted(list.release().name());
        }
        if (action instanceof Action.RelabelPods pods) {
            return "Changed %d pods: %s".formatted(pods.pods().size(), labels(pods.labels()));
        }
        if (action instanceof Action.Select select) {
            return select(select);
        }
        if (action instanceof Action.CreatePreview preview) {
            return "Created preview Service %s over %s"
                    .formatted(preview.name(), preview.release().name());
        }
        if (action instanceof Action.DeletePreview preview) {
            return "Deleted preview Service %s".formatted(preview.name());
        }
        return "Gave back the Leases";
    }

    private static String name(Map<String, Object> object) {
        Object name = object.get("metadata") instanceof Map<?, ?> metadata ? metadata.get("name") : "";
        return object.get("kind") + " " + name;
    }

    private static String select(Action.Select select) {
        String service = "Service " + select.service().name();
        String selector = new TreeMap<>(select.selector()).toString();
        return switch (select.why()) {
            case FLIP -> "%s now selects %s".formatted(service, selector);
            case COMMIT -> "%s: every endpoint is proven; from here it goes forward".formatted(service);
            case NARROW -> "%s now selects the new release alone: %s".formatted(service, selector);
            case HAND_BACK -> "%s has the selector of its owner: %s".formatted(service, selector);
            case RESTORE -> "%s has the selector that it had before: %s".formatted(service, selector);
            case CLOSE -> "%s: the endpoints have followed".formatted(service);
        };
    }

    private static String labels(Map<String, Optional<String>> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey()
                                + label.getValue().map(value -> "=" + value).orElse(" removed"))
                        .collect(Collectors.joining(", "));
    }

    static String of(Outcome outcome) {
        if (outcome instanceof Outcome.Promoted promoted) {
            return "%s has the traffic".formatted(promoted.release());
        }
        if (outcome instanceof Outcome.AlreadyActive active) {
            return "%s has the traffic already; nothing was written".formatted(active.release());
        }
        if (outcome instanceof Outcome.Prepared prepared) {
            return "%s is available and dark; promote it to give it the traffic".formatted(prepared.release());
        }
        if (outcome instanceof Outcome.Discarded discarded) {
            return "%s is gone".formatted(discarded.release());
        }
        if (outcome instanceof Outcome.RolledBack back) {
            String release = back.release().isEmpty() ? "Nothing" : back.release();
            return "%s has the traffic again: %s".formatted(release, back.reason());
        }
        if (outcome instanceof Outcome.NothingToDo nothing) {
            return nothing.reason();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return refused.problems().stream().map(Problem::sentence).collect(Collectors.joining("\n"));
        }
        Outcome.Failed failed = (Outcome.Failed) outcome;
        return switch (failed.state()) {
            case UNTOUCHED -> failed.reason() + ". Traffic was never touched";
            case RESTORED -> failed.reason() + ". What served before serves again";
            case NOT_CONFIRMED -> failed.reason() + ". It could not be confirmed what serves now";
        };
    }

    static String word(Outcome outcome) {
        String name = outcome.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }
}
