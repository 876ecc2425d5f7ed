package io.jenkins.plugins.bluegreen.bench.order;

/** The way back just after an {@link Ours} has moved the traffic, in the same arena. */
final class WarmRollback implements Order {
    private final String name;
    private final Ours moved;

    WarmRollback(String name, Ours moved) {
        this.name = name;
        this.moved = moved;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String agent() {
        return moved.agent();
    }

    @Override
    public void begin(String version) {
        // What it goes back from and to is there already.
    }

    @Override
    public void move(String version) {
        moved.rollBack();
    }
}
