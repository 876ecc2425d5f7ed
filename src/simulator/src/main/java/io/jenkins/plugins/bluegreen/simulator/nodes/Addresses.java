package io.jenkins.plugins.bluegreen.simulator.nodes;

import java.util.concurrent.ThreadLocalRandom;

/** Addresses of pods, all of loopback, from a range that hardly any other cluster on this machine has. */
final class Addresses {
    private final int first = 1 + ThreadLocalRandom.current().nextInt(254);
    private final int second = ThreadLocalRandom.current().nextInt(256);
    private int last;

    /** The next one. */
    int next() {
        last++;
        return last;
    }

    String v4(int number) {
        int third = (second + number / 250) % 256;
        return "127.%d.%d.%d".formatted(first, third, number % 250 + 1);
    }

    static String v6(int number) {
        return "fd00:10:244::%x".formatted(number);
    }
}
