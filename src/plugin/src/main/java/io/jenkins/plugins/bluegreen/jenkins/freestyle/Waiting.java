package io.jenkins.plugins.bluegreen.jenkins.freestyle;

import hudson.AbortException;
import hudson.model.Executor;
import io.jenkins.plugins.bluegreen.drive.Run.Ending;
import io.jenkins.plugins.bluegreen.jenkins.Messages;
import io.jenkins.plugins.bluegreen.jenkins.run.Conduct;
import io.jenkins.plugins.bluegreen.jenkins.run.Endings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The executor's thread of a freestyle build while a deployment goes on: it waits, and runs what has to be run on the
 * node. When the build is aborted it still waits until the cluster is as it should be.
 */
final class Waiting {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private boolean aborted;

    /** Something that blocks, and that an abort interrupts. */
    @FunctionalInterface
    interface Question {
        Optional<String> answer() throws InterruptedException;
    }

    /** Has a question answered on the executor's thread. */
    CompletionStage<Optional<String>> onExecutor(Question question) {
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        tasks.add(() -> {
            try {
                answer.complete(question.answer());
            } catch (InterruptedException e) {
                aborted = true;
                answer.complete(Optional.of(Messages.Endings_Aborted()));
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    /** By whom, if that is known. */
    private static String why() {
        Executor executor = Executor.currentExecutor();
        return Endings.why(executor == null ? List.of() : executor.getCausesOfInterruption());
    }

    /** Waits until a deployment has ended, and tells how. */
    void end(Conduct conduct) throws InterruptedException, AbortException {
        CompletableFuture<List<Ending>> ending = conduct.ending().toCompletableFuture();
        ending.whenComplete((endings, error) -> tasks.add(() -> {}));
        while (!ending.isDone()) {
            boolean before = aborted;
            try {
                tasks.take().run();
            } catch (InterruptedException e) {
                aborted = true;
            }
            if (aborted && !before) {
                conduct.cancel(why());
            }
        }
        List<Ending> endings;
        try {
            endings = ending.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(Messages.Waiting_Bug(), e.getCause());
        }
        endings.forEach(each -> Endings.tell(conduct.story(), each));
        conduct.story().printed().toCompletableFuture().join();
        if (aborted) {
            throw new InterruptedException(Messages.Endings_Aborted());
        }
        Optional<Ending> failed = Endings.firstFailed(endings);
        if (failed.isPresent()) {
            throw Endings.failure(failed.get());
        }
    }
}
