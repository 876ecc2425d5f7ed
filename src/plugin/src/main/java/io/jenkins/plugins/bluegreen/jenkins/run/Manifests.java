package io.jenkins.plugins.bluegreen.jenkins.run;

import edu.umd.cs.findbugs.annotations.CheckForNull;
import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.manifest.InvalidInputException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import jenkins.MasterToSlaveFileCallable;

/** Where manifests come from: a file of the workspace, or a text. */
public final class Manifests {
    static final int MAX_BYTES = 1 << 20;

    private static final Pattern SECRET = Pattern.compile("[\"']?kind[\"']?\\s*:\\s*[\"']?(Secret|SecretList)\\b");

    private Manifests() {}

    /**
     * Whether a text may be one of a Secret. Such a text must not be a parameter: parameters are saved and shown. It is
     * better to refuse one that only looks like it than to save one that is.
     *
     * @param text of a manifest
     */
    public static boolean holdsSecret(String text) {
        return SECRET.matcher(text).find();
    }

    /** The refusal of a text that holds a Secret. */
    public static InvalidInputException secretAsText() {
        return new InvalidInputException(
                "manifestText", Messages.Manifests_SecretAsText(), Messages.Manifests_SecretAsText_Todo());
    }

    /** The refusal of an order without a manifest, or with two. */
    public static InvalidInputException notOne() {
        return new InvalidInputException(
                Messages.Manifests_Asked(), Messages.Manifests_NotOne(), Messages.Manifests_NotOne_Todo());
    }

    /**
     * Reads a file of a workspace, on its node.
     *
     * @param workspace of the build; null if it has none
     * @param path relative to it, or absolute and inside
     * @throws InvalidInputException if it is not there, not inside, or larger than 1 MiB
     */
    public static String read(@CheckForNull FilePath workspace, String path) throws IOException, InterruptedException {
        String asked = Messages.Manifests_Path(path);
        if (workspace == null) {
            throw new InvalidInputException(asked, Messages.Manifests_NoNode(), Messages.Manifests_NoNode_Todo());
        }
        Found found = workspace.act(new Read(path));
        return switch (found.how) {
            case READ -> found.text;
            case OUTSIDE ->
                throw new InvalidInputException(asked, Messages.Manifests_Outside(), Messages.Manifests_Outside_Todo());
            case MISSING ->
                throw new InvalidInputException(asked, Messages.Manifests_Missing(), Messages.Manifests_Missing_Todo());
            case TOO_LARGE ->
                throw new InvalidInputException(
                        asked, Messages.Manifests_TooLarge(), Messages.Manifests_TooLarge_Todo());
        };
    }

    private enum How {
        READ,
        OUTSIDE,
        MISSING,
        TOO_LARGE
    }

    private record Found(How how, String text) implements Serializable {}

    /** On the node: what a link leads to counts, not where it stands. */
    private static final class Read extends MasterToSlaveFileCallable<Found> {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String path;

        Read(String path) {
            this.path = path;
        }

        @Override
        public Found invoke(File workspace, VirtualChannel channel) throws IOException {
            try {
                Path root = workspace.toPath().toRealPath();
                Path named = root.resolve(path).normalize();
                if (!named.startsWith(root)) {
                    return new Found(How.OUTSIDE, "");
                }
                Path file = named.toRealPath();
                if (!file.startsWith(root)) {
                    return new Found(How.OUTSIDE, "");
                }
                if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    return new Found(How.MISSING, "");
                }
                try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                    return bytes.length > MAX_BYTES
                            ? new Found(How.TOO_LARGE, "")
                            : new Found(How.READ, new String(bytes, StandardCharsets.UTF_8));
                }
            } catch (NoSuchFileException | InvalidPathException e) {
                return new Found(How.MISSING, "");
            }
        }
    }
}
