package io.jenkins.plugins.bluegreen.jenkins.docs;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A Git repository with the files that the examples expect in the reader's own. */
public final class Repository {
    private final Path folder;

    /** An empty one. */
    public Repository(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        git("init", "--quiet");
        git("symbolic-ref", "HEAD", "refs/heads/main");
        git("config", "user.name", "reader");
        git("config", "user.email", "reader@example.com");
        git("config", "commit.gpgsign", "false");
        git("config", "core.autocrlf", "false");
    }

    /** Where it is. */
    public String url() {
        return folder.toUri().toString();
    }

    /** Writes a file. */
    public void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Writes a shell script that can be started. */
    void script(String name, String command) throws IOException {
        write(name, "#!/bin/sh\n" + command + "\n");
        if (!folder.resolve(name).toFile().setExecutable(true)) {
            throw new IOException(name + " cannot be made executable");
        }
    }

    /** Commits all that was written. */
    public void commit() throws IOException, InterruptedException {
        git("add", ".");
        git("commit", "--quiet", "--message", "What the reader has");
    }

    /** Tags the last commit. */
    void tag(String name) throws IOException, InterruptedException {
        git("tag", "--annotate", "--message", name, name);
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                Stream.concat(Stream.of("git"), Stream.of(arguments)).toList();
        File output = File.createTempFile("git", ".log");
        try {
            int code = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException(String.join(" ", command) + " ended with " + code + ": "
                        + Files.readString(output.toPath(), StandardCharsets.UTF_8));
            }
        } finally {
            Files.delete(output.toPath());
        }
    }
}
