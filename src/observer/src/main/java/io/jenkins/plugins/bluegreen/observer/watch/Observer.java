package io.jenkins.plugins.bluegreen.observer.watch;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.jenkins.plugins.bluegreen.observer.history.Blind;
import io.jenkins.plugins.bluegreen.observer.history.Fact;
import io.jenkins.plugins.bluegreen.observer.history.History;
import io.jenkins.plugins.bluegreen.observer.history.Mark;
import io.jenkins.plugins.bluegreen.observer.history.Moment;
import io.jenkins.plugins.bluegreen.observer.history.Recording;
import io.jenkins.plugins.bluegreen.observer.history.Sight;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Watches one Service from outside, whoever deploys to it, and takes down what it sees, until it is closed. It has a
 * connection and watches of its own and makes no write. All its methods may be called by any thread.
 */
public final class Observer implements AutoCloseable {
    private final KubernetesClient client;
    private final Api api;
    private final Recording recording;
    private final Listener listener;
    private final List<Stream> streams;
    private final Prober prober;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "bluegreen-observer");
        thread.setDaemon(true);
        return thread;
    });
    private Moment closed;

    private Observer(Config config, String namespace, String service, Settings settings, Listener listener) {
        Config own = new ConfigBuilder(config)
                .withAutoConfigure(false)
                .withRequestRetryBackoffLimit(0)
                .withWebsocketPingInterval((int) Stream.UNNOTICED.dividedBy(2).toMillis())
                .withUserAgent("bluegreen-observer")
                .build();
        this.client = new KubernetesClientBuilder().withConfig(own).build();
        this.api = new Api(client);
        this.listener = listener;
        this.recording = new Recording(namespace, service, settings.sights(), Moment.now());
        Sink sink = new Sink() {
            @Override
            public void seen(Sight sight) {
                takeDown(sight);
            }

            @Override
            public void blind(Blind blind) {
                takeDown(blind);
            }
        };
        List<Resource> resources = Resource.of(namespace, service);
        this.prober = new Prober(api, resources.get(0), settings, sink);
        this.streams = resources.stream()
                .map(resource -> new Stream(api, resource, timer, sink))
                .toList();
    }

    /**
     * Starts; when this returns, what was there has been seen, and the recording counts.
     *
     * @param config of the cluster; it is not changed
     * @param namespace of the Service
     * @param service its name; it need not exist yet
     * @param settings how to watch
     * @param listener told of everything that is seen
     * @return to be closed
     * @throws ObserverException if the cluster does not answer, or does not allow it
     */
    public static Observer start(
            Config config, String namespace, String service, Settings settings, Listener listener) {
        Observer observer = new Observer(config, namespace, service, settings, listener);
        boolean started = false;
        try {
            observer.begin(namespace, settings.start());
            started = true;
            return observer;
        } finally {
            if (!started) {
                observer.close();
            }
        }
    }

    /**
     * Starts with the defaults.
     *
     * @param like a client of the same cluster; only its configuration is used
     * @param namespace of the Service
     * @param service its name
     * @return to be closed
     * @throws ObserverException if the cluster does not answer, or does not allow it
     */
    public static Observer start(KubernetesClient like, String namespace, String service) {
        return start(like.getConfiguration(), namespace, service, Settings.defaults(), Listener.NONE);
    }

    private void begin(String namespace, Duration patience) {
        streams.forEach(Stream::start);
        for (Stream stream : streams) {
            String asked = "list and watch the %s of namespace %s at %s"
                    .formatted(stream.resource().kind().words(), namespace, api.server());
            await(stream.listed(), patience, asked);
        }
        recording.begin(Moment.now());
        prober.start(timer);
    }

    private static <T> T await(CompletableFuture<T> future, Duration patience, String asked) {
        try {
            return future.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause =
                    e.getCause() instanceof CompletionException ? e.getCause().getCause() : e.getCause();
            throw new ObserverException(
                    cause instanceof Api.Refusal
                            ? "To observe, it was asked to %s, and refused with %s. It needs the verbs list and watch."
                                    .formatted(asked, cause.getMessage())
                            : "To observe, it was asked to %s, and that failed: %s.".formatted(asked, cause),
                    cause);
        } catch (TimeoutException e) {
            throw new ObserverException(
                    "To observe, it was asked to %s, and there was no answer in %s.".formatted(asked, patience), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ObserverException("The observer was interrupted when it was to %s.".formatted(asked), e);
        }
    }

    private synchronized void takeDown(Sight sight) {
        if (closed == null && recording.add(sight) && !(sight.fact() instanceof Fact.Probe)) {
            prober.changed();
            listener.seen(sight);
        }
    }

    private synchronized void takeDown(Blind blind) {
        if (closed == null) {
            recording.blind(blind);
            listener.blind(blind);
        }
    }

    /**
     * Sets a mark, to cut the recording by. What was written just before may not have been seen yet: {@link #catchUp}
     * first.
     *
     * @param name of it
     * @return when it is
     */
    public Moment mark(String name) {
        Moment now = Moment.now();
        recording.mark(new Mark(name, now));
        return now;
    }

    /**
     * Waits until everything that is in the cluster at this call has been seen by the watches: it is listed once more,
     * and compared. What the lists show is not taken down.
     *
     * @param patience how long at most
     * @throws ObserverException if that takes longer
     */
    public void catchUp(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Stream stream : streams) {
            String asked = "list the " + stream.resource().kind().words() + " once more";
            JsonNode list = await(api.list(stream.resource()), patience, asked);
            try {
                if (!stream.caughtUp(list, deadline)) {
                    throw new ObserverException("The watch of %s has not told within %s what a list shows."
                            .formatted(stream.resource().kind().words(), patience));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ObserverException("The observer was interrupted when it caught up.", e);
            }
        }
    }

    /** What was seen until now, or until it was closed. A time without sight that has not ended counts as lost. */
    public History history() {
        Moment end = end();
        List<Blind> open = streams.stream()
                .map(stream -> stream.blind(end))
                .flatMap(Optional::stream)
                .toList();
        return recording.history(end, open);
    }

    private synchronized Moment end() {
        return closed == null ? Moment.now() : closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed != null) {
                return;
            }
            closed = Moment.now();
        }
        streams.forEach(Stream::close);
        timer.shutdownNow();
        client.close();
    }
}
