package io.jenkins.plugins.bluegreen.bench.order;

import java.util.List;
import java.util.function.Function;

/** All that is compared, by name. */
public final class Orders {
    /** What the others are measured against. */
    public static final String BASE = "label-atomic";

    private Orders() {}

    /**
     * Orders that run in one arena, one after the other, each time.
     *
     * @param names of them
     * @param begin makes them; the first brings the first version
     */
    public record Lane(List<String> names, Function<Arena, List<Order>> begin) {
        /** Copies the list. */
        public Lane {
            names = List.copyOf(names);
        }
    }

    /** Those that need no other program, and run on the embedded cluster too. */
    public static List<Lane> plain() {
        return List.of(
                withRollback(BASE, "rollback-label", true),
                lane("label-overlap", arena -> new Ours("label-overlap", arena, true, "overlap")),
                withRollback("selector-atomic", "rollback-selector", false),
                lane("selector-overlap", arena -> new Ours("selector-overlap", arena, false, "overlap")),
                lane("red-black-polling", arena -> new RedBlack("red-black-polling", arena, true)),
                lane("red-black-watch", arena -> new RedBlack("red-black-watch", arena, false)));
    }

    /**
     * Those that only a real control plane can be asked.
     *
     * @param programs theirs
     */
    public static List<Lane> others(Programs programs) {
        return List.of(
                lane("native-kubectl", arena -> new NativeOrder("native-kubectl", arena, programs)),
                lane("argo-rollouts", arena -> new ArgoRollouts("argo-rollouts", arena, programs)),
                lane("bare-label", arena -> new BareLoop("bare-label", arena)),
                lane("bare-selector", arena -> new BareSwitch("bare-selector", arena)));
    }

    private static Lane lane(String name, Function<Arena, Order> begin) {
        return new Lane(List.of(name), arena -> List.of(begin.apply(arena)));
    }

    private static Lane withRollback(String name, String rollback, boolean label) {
        return new Lane(List.of(name, rollback), arena -> {
            Ours ours = new Ours(name, arena, label, "atomic");
            return List.of(ours, new WarmRollback(rollback, ours));
        });
    }
}
