package io.jenkins.plugins.bluegreen.cli.run;

import io.jenkins.plugins.bluegreen.cli.options.OutputOptions;
import io.jenkins.plugins.bluegreen.cli.terminal.Interrupts;
import io.jenkins.plugins.bluegreen.cli.terminal.Screen;
import io.jenkins.plugins.bluegreen.cli.terminal.Surface;
import io.jenkins.plugins.bluegreen.cli.terminal.Terminal;
import io.jenkins.plugins.bluegreen.decide.Outcome;
import io.jenkins.plugins.bluegreen.deployer.Deployer;
import io.jenkins.plugins.bluegreen.deployer.Session;
import io.jenkins.plugins.bluegreen.drive.Run;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.drive.RunListener;
import io.jenkins.plugins.bluegreen.report.Report;
import java.util.List;
import java.util.Optional;

/** Runs one request and tells its story: as a picture, as lines, or only its end. */
public final class Runner {
    private final Engine engine;
    private final Terminal terminal;
    private final OutputOptions how;

    /** Begins a run. */
    @FunctionalInterface
    public interface Beginning {
        /**
         * Begins.
         *
         * @param deployer what takes the request
         * @param listener to be told what happens
         * @return the run
         */
        Session begin(Deployer deployer, RunListener listener);
    }

    /**
     * What runs requests.
     *
     * @param engine drives them
     * @param terminal where it is told
     * @param how what is told
     */
    public Runner(Engine engine, Terminal terminal, OutputOptions how) {
        this.engine = engine;
        this.terminal = terminal;
        this.how = how;
    }

    /**
     * Runs a request to its end.
     *
     * @param title what it is, in a few words
     * @param gate whose output is shown, if there is one
     * @param beginning begins it
     * @return how it ended; the report has been printed
     */
    public Run.Ending run(String title, Optional<CommandGate> gate, Beginning beginning) {
        Surface story = terminal.story(how.json());
        boolean live = !how.quiet() && story.live();
        Picture picture = new Picture(title, story.style(), System::nanoTime);
        Run.Ending ending;
        try (Screen screen = new Screen(story, live, picture::rows)) {
            gate.ifPresent(asked -> asked.tell(line -> {
                if (!how.quiet()) {
                    screen.line(line);
                }
            }));
            Session session = beginning.begin(engine.deployer(), event -> {
                gate.ifPresent(asked -> asked.on(event));
                tell(event, picture, screen, live);
            });
            ending = await(session, picture, screen, live);
        }
        print(ending);
        return ending;
    }

    private Run.Ending await(Session session, Picture picture, Screen screen, boolean live) {
        Interrupts.Handler handler = new Interrupts.Handler() {
            @Override
            public void first() {
                picture.interrupt();
                if (!live) {
                    screen.line("Interrupted: what is not committed is taken back, what is committed is finished."
                            + " Ctrl-C again ends at once.");
                }
                session.cancel("It was interrupted");
            }

            @Override
            public int second() {
                screen.close();
                terminal.err()
                        .println("Ended in the middle. The same command again takes it up where it is,"
                                + " once the Lease of this run has expired (15 s);"
                                + " so does any other run on the same Service. bluegreen status shows what serves.");
                terminal.err().flush();
                return ExitCodes.NOT_CONFIRMED;
            }
        };
        AutoCloseable told = terminal.interrupts().tell(handler);
        try {
            return Engine.await(session.ending());
        } finally {
            Interrupts.quietly(told);
        }
    }

    private void tell(RunEvent event, Picture picture, Screen screen, boolean live) {
        picture.tell(event);
        if (how.quiet() || event instanceof RunEvent.Ended || live && !how.verbose()) {
            return;
        }
        if (!(event instanceof RunEvent.Progressed)) {
            screen.line(picture.elapsed() + "  " + event.sentence());
        } else if (how.verbose() && !live && !picture.line().isEmpty()) {
            screen.line(picture.elapsed() + "  " + picture.line());
        }
    }

    private void print(Run.Ending ending) {
        Report report = ending.report();
        if (ending.outcome() instanceof Outcome.Refused) {
            List.of(report.message().split("\n")).forEach(terminal.err()::println);
            if (!report.repaired().isEmpty()) {
                terminal.err().println(report.repaired());
            }
            terminal.err().flush();
        } else if (!how.json()) {
            Reports.print(report, terminal.out(), terminal.style());
        }
        if (how.json()) {
            Json.print(report, terminal.out());
        }
        terminal.out().flush();
    }
}
