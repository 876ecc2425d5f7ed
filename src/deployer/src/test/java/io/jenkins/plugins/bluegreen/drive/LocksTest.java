package io.jenkins.plugins.bluegreen.drive;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.decide.Observed.Lock;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LocksTest {
    private static final String SERVICE = "bluegreen-demo-service";
    private static final String WORKLOAD = "bluegreen-demo-rs";

    private final LeaseStore store = new LeaseStore();
    private final ManualScheduler time = new ManualScheduler();
    private boolean hurry;

    private Locks locks(String run) {
        return new Locks(store, LeaseStore.asked(run), time, time::nanos, () -> hurry, () -> {});
    }

    private static CompletableFuture<Void> acquire(Locks locks) {
        return locks.acquire().toCompletableFuture();
    }

    @Test
    void holdsOneForTheServiceAndOneForTheWorkload() {
        Locks locks = locks("run-1");

        assertThat(acquire(locks)).isCompleted();

        assertThat(locks.state()).isInstanceOf(Lock.Held.class);
        assertThat(locks.safeToWrite()).isTrue();
        assertThat(store.holder(SERVICE)).isEqualTo("run-1");
        assertThat(store.holder(WORKLOAD)).isEqualTo("run-1");
    }

    @Test
    void givesBackWhatItHolds() {
        Locks locks = locks("run-1");
        acquire(locks);

        locks.release();

        assertThat(locks.state()).isInstanceOf(Lock.Free.class);
        assertThat(store.holder(SERVICE)).isEmpty();
        assertThat(store.holder(WORKLOAD)).isEmpty();
    }

    @Test
    void givesBackWhatItTookThoughTheAnswerWasLost() {
        Locks locks = locks("run-1");
        store.losesAnswers = true;
        assertThat(acquire(locks)).isCompletedExceptionally();
        assertThat(store.holder(WORKLOAD)).isEqualTo("run-1");
        store.losesAnswers = false;

        locks.end();

        assertThat(store.holder(WORKLOAD)).isEmpty();
    }

    @Test
    void givesBackWhatTheSameRunTookBeforeItsProcessWasEnded() {
        store.put(SERVICE, "run-1");
        store.put(WORKLOAD, "run-1");

        locks("run-1").end();

        assertThat(store.holder(SERVICE)).isEmpty();
        assertThat(store.holder(WORKLOAD)).isEmpty();
    }

    @Test
    void leavesToAnotherWhatItDidNotTakeItself() {
        store.put(SERVICE, "run-9");

        locks("run-1").end();

        assertThat(store.holder(SERVICE)).isEqualTo("run-9");
    }

    @Test
    void takesNoMoreOnceTheRunHasEnded() {
        store.put(SERVICE, "run-9");
        Locks locks = locks("run-1");
        CompletableFuture<Void> trying = acquire(locks);

        locks.end();
        store.leases.remove(SERVICE);
        time.pass(1);

        assertThat(trying).isCompletedExceptionally();
        assertThat(store.holder(SERVICE)).isEmpty();
        assertThat(store.holder(WORKLOAD)).isEmpty();
    }

    @Test
    void renewsWhatItHoldsWhateverTheRunDoes() {
        Locks locks = locks("run-1");
        acquire(locks);
        String before = store.leases.get(SERVICE).resourceVersion();

        time.pass(60);

        assertThat(locks.safeToWrite()).isTrue();
        assertThat(store.leases.get(SERVICE).resourceVersion()).isNotEqualTo(before);
        assertThat(store.leases.get(SERVICE).since()).isEqualTo("12:00");
    }

    @Test
    void isDeniedByOneThatIsRenewedAndSaysByWhom() {
        acquire(locks("run-1"));
        Locks second = locks("run-2");
        CompletableFuture<Void> trying = acquire(second);

        time.pass(6);

        assertThat(trying).isCompleted();
        assertThat(second.state()).isInstanceOfSatisfying(Lock.Denied.class, denied -> {
            assertThat(denied.holder()).isEqualTo("run-1");
            assertThat(denied.url()).isEqualTo("https://jenkins/run-1");
        });
        assertThat(store.holder(SERVICE)).isEqualTo("run-1");
    }

    @Test
    void takesOneThatHasNotChangedForItsDurationAndTheLongestRequest() {
        store.put(SERVICE, "a run that was killed");
        Locks locks = locks("run-1");
        CompletableFuture<Void> trying = acquire(locks);

        time.pass(19);
        assertThat(trying).isNotCompleted();
        assertThat(store.holder(SERVICE)).isEqualTo("a run that was killed");
        time.pass(2);

        assertThat(trying).isCompleted();
        assertThat(locks.state()).isInstanceOf(Lock.Held.class);
        assertThat(store.holder(SERVICE)).isEqualTo("run-1");
    }

    @Test
    void takesOneAtOnceThatIsGivenBackMeanwhile() {
        Locks first = locks("run-1");
        acquire(first);
        Locks second = locks("run-2");
        CompletableFuture<Void> trying = acquire(second);

        first.release();
        time.pass(1);

        assertThat(trying).isCompleted();
        assertThat(second.state()).isInstanceOf(Lock.Held.class);
    }

    @Test
    void doesNotWaitForAnothersWhenTheRunIsToEnd() {
        store.put(SERVICE, "run-9");
        Locks locks = locks("run-1");
        CompletableFuture<Void> trying = acquire(locks);

        hurry = true;
        time.pass(1);

        assertThat(trying).isCompleted();
        assertThat(locks.state()).isInstanceOf(Lock.Denied.class);
    }

    @Test
    void givesBackTheFirstWhenTheSecondIsHeld() {
        store.put(SERVICE, "run-9");
        hurry = true;
        Locks locks = locks("run-1");

        acquire(locks);

        assertThat(locks.state()).isInstanceOf(Lock.Denied.class);
        assertThat(store.holder(WORKLOAD)).isEmpty();
    }

    @Test
    void startsNoWriteThatCouldEndAfterTheLease() {
        Locks locks = locks("run-1");
        acquire(locks);
        store.down = true;

        time.pass(9);
        assertThat(locks.safeToWrite()).isTrue();
        time.pass(2);
        assertThat(locks.safeToWrite()).isFalse();
        assertThat(locks.state()).isInstanceOf(Lock.Held.class);

        store.down = false;
        time.pass(1);
        assertThat(locks.safeToWrite()).isTrue();
    }

    @Test
    void knowsThatItIsLostWhenAnotherHasTakenIt() {
        Locks locks = locks("run-1");
        acquire(locks);
        store.put(SERVICE, "run-2");

        time.pass(5);

        assertThat(locks.state()).isEqualTo(new Lock.Lost(SERVICE, "run-2"));
        assertThat(locks.safeToWrite()).isFalse();
        locks.release();
        assertThat(store.holder(SERVICE)).isEqualTo("run-2");
    }

    @Test
    void keepsOneWhoseRenewalWasDoneThoughTheAnswerWasLost() {
        Locks locks = locks("run-1");
        acquire(locks);
        store.losesAnswers = true;
        time.pass(5);
        store.losesAnswers = false;

        time.pass(3);

        assertThat(locks.state()).isInstanceOf(Lock.Held.class);
        assertThat(locks.safeToWrite()).isTrue();
    }
}
