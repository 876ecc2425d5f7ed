package io.jenkins.plugins.bluegreen.simulator.api;

import io.jenkins.plugins.bluegreen.simulator.access.Tokens;
import io.jenkins.plugins.bluegreen.simulator.access.User;
import io.jenkins.plugins.bluegreen.simulator.faults.ApiRequest;
import io.jenkins.plugins.bluegreen.simulator.faults.Fault;
import io.jenkins.plugins.bluegreen.simulator.faults.Faults;
import io.jenkins.plugins.bluegreen.simulator.faults.RequestLog;
import io.jenkins.plugins.bluegreen.simulator.store.Failures;
import io.jenkins.plugins.bluegreen.simulator.store.Kind;
import io.jenkins.plugins.bluegreen.simulator.store.StatusException;
import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xnio.IoUtils;

/** Takes each request through authentication, faults, its answer and the log. */
final class Requests implements HttpHandler {
    private static final Logger LOG = Logger.getLogger(Requests.class.getName());
    private static final HttpString RETRY_AFTER = new HttpString("Retry-After");

    private final Router router;
    private final Watches watches;
    private final Tokens tokens;
    private final Faults faults;
    private final RequestLog log;
    private final ScheduledExecutorService timer;

    Requests(
            Router router,
            Watches watches,
            Tokens tokens,
            Faults faults,
            RequestLog log,
            ScheduledExecutorService timer) {
        this.router = router;
        this.watches = watches;
        this.tokens = tokens;
        this.faults = faults;
        this.log = log;
        this.timer = timer;
    }

    /** A call, the exchange that it came by and what the log will say of it. */
    private record Job(Call call, HttpServerExchange exchange, ApiRequest request) {}

    @Override
    public void handleRequest(HttpServerExchange exchange) {
        exchange.getRequestReceiver()
                .receiveFullBytes(
                        (received, body) -> received.dispatch(() -> take(received, body)),
                        (received, error) -> IoUtils.safeClose(received.getConnection()));
    }

    private void take(HttpServerExchange exchange, byte[] body) {
        Optional<User> user = user(exchange);
        Call call = Call.of(exchange, body, user.orElse(User.ANONYMOUS));
        ApiRequest request = call.request(log.number(), exchange.getQueryString());
        Job job = new Job(call, exchange, request);
        Fault fault = faults.of(request).orElse(null);
        if (user.isEmpty()) {
            send(job, Answer.of(Failures.unauthorized()));
        } else if (fault instanceof Fault.Answer answer) {
            send(job, Answer.of(FaultAnswers.of(answer)));
        } else if (fault instanceof Fault.Drop drop) {
            if (drop.done()) {
                answer(job);
            }
            log.add(request, 0);
            IoUtils.safeClose(exchange.getConnection());
        } else if (fault instanceof Fault.Timeout timeout) {
            if (timeout.done()) {
                answer(job);
            }
            Duration hold = call.query()
                    .duration("timeout")
                    .filter(own -> own.compareTo(timeout.hold()) < 0)
                    .orElse(timeout.hold());
            after(hold, () -> send(job, Answer.of(Failures.timeout())));
        } else if (fault instanceof Fault.Delay delay) {
            after(delay.delay(), () -> exchange.getConnection().getWorker().execute(() -> go(job, null)));
        } else {
            go(job, fault);
        }
    }

    private void after(Duration delay, Runnable task) {
        timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Nobody for a token that is not known; anonymous without one. */
    private Optional<User> user(HttpServerExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        if (given == null) {
            return Optional.of(User.ANONYMOUS);
        }
        return given.regionMatches(true, 0, "Bearer ", 0, 7)
                ? tokens.user(given.substring(7).strip())
                : Optional.empty();
    }

    private void go(Job job, Fault fault) {
        boolean follows =
                job.call().query().flag("follow") && job.request().subresource().equals("log");
        if (job.call().watches() || follows) {
            try {
                stream(job, fault, follows);
            } catch (StatusException e) {
                send(job, Answer.of(e));
            }
        } else {
            send(job, answer(job));
        }
    }

    private Answer answer(Job job) {
        try {
            return router.answer(job.call());
        } catch (StatusException e) {
            return Answer.of(e);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> "The embedded API server failed at " + job.request());
            return Answer.of(new StatusException(500, "InternalError", "Internal error occurred: " + e));
        }
    }

    private void stream(Job job, Fault fault, boolean follows) {
        Call call = job.call();
        Target target = call.target().orElseThrow(Failures::noSuchPath);
        Kind kind = target.kind().orElseThrow(Failures::noSuchPath);
        router.authorize(call.user(), target.attributes("GET", !follows));
        if (follows) {
            log.add(job.request(), 200);
            ChunkedSink sink = new ChunkedSink(job.exchange(), "text/plain");
            router.follow(call, sink);
            sink.open();
            return;
        }
        Watches.check(call.query());
        Wish wish = Wish.of(target, kind, call.query());
        if (call.query().header("Upgrade").equalsIgnoreCase("websocket")) {
            log.add(job.request(), 101);
            upgrade(job, wish, fault);
        } else {
            log.add(job.request(), 200);
            ChunkedSink sink = new ChunkedSink(job.exchange(), "application/json");
            watches.begin(wish, call.query(), sink, job.request(), fault);
            sink.open();
        }
    }

    private void upgrade(Job job, Wish wish, Fault fault) {
        HttpHandler handshake = Handlers.websocket((exchange, channel) -> {
            SocketSink sink = new SocketSink(channel);
            watches.begin(wish, job.call().query(), sink, job.request(), fault);
            sink.open();
        });
        try {
            job.exchange().dispatch(handshake);
        } catch (RejectedExecutionException e) {
            // The server is being stopped.
            IoUtils.safeClose(job.exchange().getConnection());
        }
    }

    private void send(Job job, Answer answer) {
        log.add(job.request(), answer.code());
        HttpServerExchange exchange = job.exchange();
        exchange.setStatusCode(answer.code());
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.contentType());
        if (answer.retryAfterSeconds() > 0) {
            exchange.getResponseHeaders().put(RETRY_AFTER, answer.retryAfterSeconds());
        }
        exchange.getResponseSender().send(answer.text(), StandardCharsets.UTF_8);
    }
}
