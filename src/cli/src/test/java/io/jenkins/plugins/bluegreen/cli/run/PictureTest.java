package io.jenkins.plugins.bluegreen.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.cli.terminal.Style;
import io.jenkins.plugins.bluegreen.drive.RunEvent;
import io.jenkins.plugins.bluegreen.report.PhaseName;
import io.jenkins.plugins.bluegreen.report.Progress;
import io.jenkins.plugins.bluegreen.report.Progress.ReleasePods;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a run looks like, by what it has told. */
class PictureTest {
    private final AtomicLong nanos = new AtomicLong();
    private final Picture picture = new Picture("Deploy demo", Style.PLAIN, nanos::get);

    private void progressed(PhaseName phase, String waitsFor, ReleasePods... releases) {
        picture.tell(new RunEvent.Progressed(new Progress(0, phase, waitsFor, List.of(releases))));
    }

    private String last() {
        List<String> rows = picture.rows();
        return rows.get(rows.size() - 1);
    }

    @Test
    void beforeAnythingIsKnownItSaysSo() {
        nanos.set(1_260_000_000);

        assertThat(picture.rows()).containsExactly("Deploy demo   1.2 s", "  Looking at the cluster");
    }

    @Test
    void eachReleaseIsARowWithASignForEachPod() {
        progressed(
                PhaseName.WARM_UP,
                "Waiting for pods",
                new ReleasePods("demo-rs-v001", "v1", false, 2, 0, 2, 0, 2),
                new ReleasePods("demo-rs-v002", "", true, 4, 2, 1, 1, 0));

        assertThat(picture.rows())
                .containsExactly(
                        "Deploy demo   0.0 s",
                        "  RELEASE       VERSION  PODS    READY  SERVING",
                        "  demo-rs-v001  v1       ##        2/2        2",
                        "  demo-rs-v002  -        o..x      1/4        0  <- this one",
                        "  warm-up: Waiting for pods");
    }

    @Test
    void manyPodsShareTheirSigns() {
        progressed(PhaseName.WARM_UP, "", new ReleasePods("demo", "v1", false, 500, 250, 250, 0, 125));

        assertThat(picture.rows().get(2)).isEqualTo("  demo     v1       ######oooooo............  250/500      125");
    }

    @Test
    void whatIsNewerThanThePhaseIsNotSaidToBeOfIt() {
        progressed(PhaseName.LOCK, "");
        picture.tell(new RunEvent.Waits(null, "Waiting for pods"));

        assertThat(last()).isEqualTo("  Waiting for pods");

        progressed(PhaseName.WARM_UP, "Waiting for pods");

        assertThat(last()).isEqualTo("  warm-up: Waiting for pods");
    }

    @Test
    void whatWasDoneSinceIsNewerThanWhatWasWaitedFor() {
        progressed(PhaseName.WARM_UP, "Waiting for pods");
        picture.tell(new RunEvent.Did(null, "Moved the traffic"));

        assertThat(last()).isEqualTo("  Moved the traffic");

        progressed(PhaseName.FLIP, "");

        assertThat(last()).isEqualTo("  flip: Moved the traffic");
    }

    @Test
    void aWarningDoesNotHideWhatIsWaitedFor() {
        picture.tell(new RunEvent.Warned("An autoscaler is there"));
        assertThat(last()).isEqualTo("  An autoscaler is there");

        progressed(PhaseName.WARM_UP, "Waiting for pods");
        picture.tell(new RunEvent.Retries("A request failed"));

        assertThat(last()).isEqualTo("  warm-up: Waiting for pods");
    }

    @Test
    void ctrlCIsAnswered() {
        picture.interrupt();

        assertThat(last()).isEqualTo("  Interrupted: what is not committed is taken back. Ctrl-C again ends at once.");
    }
}
