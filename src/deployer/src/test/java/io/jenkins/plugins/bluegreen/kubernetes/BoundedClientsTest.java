package io.jenkins.plugins.bluegreen.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoundedClientsTest {
    private static final int SECONDS = 10;

    private final List<Runnable> handedOn = new ArrayList<>();
    private final Executor here = BoundedClients.here(handedOn::add);

    @Test
    void doesWhatAClientsThreadAsksForOnThatThread() throws Exception {
        ExecutorService client = new BoundedClients(1).initDispatcher().executorService();
        List<Thread> asked = new ArrayList<>();
        List<Thread> did = new ArrayList<>();

        client.submit(() -> {
                    asked.add(Thread.currentThread());
                    here.execute(() -> did.add(Thread.currentThread()));
                })
                .get(SECONDS, TimeUnit.SECONDS);

        assertThat(did).isEqualTo(asked).hasSize(1);
        assertThat(handedOn).isEmpty();
    }

    @Test
    void handsOnWhatAnyOtherThreadAsksFor() {
        List<String> did = new ArrayList<>();

        here.execute(() -> did.add("done"));

        assertThat(did).isEmpty();
        assertThat(handedOn).hasSize(1);
    }
}
