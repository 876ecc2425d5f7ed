package io.jenkins.plugins.bluegreen.manifest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML (and so JSON) to plain maps, lists, texts, numbers and booleans, within limits. The engine's own messages
 * quote the text, which may hold secrets: only the place is told.
 */
final class YamlDocuments {
    /** Size of a manifest in bytes of UTF-8: what etcd takes for one object is less. */
    static final int MAX_BYTES = 1 << 20;

    /** Depth of maps and lists in each other; the deepest field of a pod's template has 15. */
    static final int MAX_DEPTH = 64;

    static final int MAX_ALIASES = 50;

    private static final String ASKED = "the manifest must be YAML";

    private final LoadSettings settings = LoadSettings.builder()
            .setSchema(new KubernetesSchema())
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_BYTES)
            .build();

    /**
     * Reads all documents of a text.
     *
     * @param text YAML or JSON
     * @return immutable plain data, without empty documents
     * @throws InvalidInputException if it is not YAML or beyond a limit
     */
    List<Object> read(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidInputException(
                    "the manifest may have up to 1 MiB", "it is larger", "leave only the workload in it");
        }
        try {
            checkEvents(text);
            List<Object> documents = new ArrayList<>();
            PlainData plain = new PlainData();
            for (Object document : new Load(settings).loadAllFromString(text)) {
                Optional.ofNullable(plain.copy(document)).ifPresent(documents::add);
            }
            return documents;
        } catch (MarkedYamlEngineException e) {
            String context = e.getContext() == null ? "" : ", " + e.getContext();
            throw new InvalidInputException(
                    ASKED, "it is not at " + place(e.getProblemMark()) + context, "correct it there");
        } catch (YamlEngineException e) {
            throw new InvalidInputException(
                    ASKED, "it is not, or has characters that YAML does not allow", "save it as UTF-8 text");
        }
    }

    /** The parser keeps its own stack, while the loader recurses: what is too deep must not get that far. */
    private void checkEvents(String text) {
        int depth = 0;
        int aliases = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent start) {
                refuseTag(start, start.getTag());
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof ScalarEvent scalar) {
                refuseTag(scalar, scalar.getTag());
            } else if (event instanceof AliasEvent) {
                aliases++;
            }
            if (depth > MAX_DEPTH) {
                throw new InvalidInputException(
                        "a manifest may have maps and lists " + MAX_DEPTH + " deep in each other",
                        "it has more at " + place(event.getStartMark()),
                        "remove them");
            }
            if (aliases > MAX_ALIASES) {
                throw new InvalidInputException(
                        "a manifest may have " + MAX_ALIASES + " YAML aliases",
                        "it has more, at " + place(event.getStartMark()),
                        "write the values out");
            }
        }
    }

    private static void refuseTag(Event event, Optional<String> tag) {
        if (tag.isPresent()) {
            throw new InvalidInputException(
                    "the manifest must be plain YAML",
                    "it has a tag (\"!\" or \"!!type\") at " + place(event.getStartMark()),
                    "remove the tag; to make a value a text, put it in quotes");
        }
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
                .orElse("a place that is not known");
    }
}
