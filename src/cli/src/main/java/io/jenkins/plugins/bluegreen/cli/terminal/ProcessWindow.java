package io.jenkins.plugins.bluegreen.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** The window of this process's terminal. Asked of {@code stty}, because a JVM cannot: once, and again when it has changed. */
final class ProcessWindow implements Supplier<Window> {
    private static final String SIZE = "[1-9][0-9]{0,8} [1-9][0-9]{0,8}";
    private static final long PATIENCE_SECONDS = 2;

    private final AtomicBoolean changed = new AtomicBoolean(true);
    private Window known = Window.ENDLESS;

    /** It is told of changes from now on. */
    static ProcessWindow create() {
        ProcessWindow window = new ProcessWindow();
        Signals.on("WINCH", () -> window.changed.set(true));
        return window;
    }

    @Override
    public synchronized Window get() {
        if (changed.getAndSet(false)) {
            known = asked(known);
        }
        return known;
    }

    private static Window asked(Window otherwise) {
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return parse(said, otherwise);
        } catch (IOException e) {
            // There is no stty, or no terminal.
            return otherwise;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    /** Lines, then columns; a terminal that does not know its size says zero. */
    static Window parse(String said, Window otherwise) {
        if (!said.matches(SIZE)) {
            return otherwise;
        }
        String[] numbers = said.split(" ");
        return new Window(Integer.parseInt(numbers[1]), Integer.parseInt(numbers[0]));
    }
}
