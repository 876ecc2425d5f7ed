package io.jenkins.plugins.bluegreen.bench.order;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
     * @param programs theirs; asked for when they begin
     */
    public static List<Lane> others(Supplier<Programs> programs) {
        return List.of(
                lane("native-kubectl", arena -> new NativeOrder("native-kubectl", arena, programs.get())),
                lane("argo-rollouts", arena -> new ArgoRollouts("argo-rollouts", arena, programs.get())),
                lane("bare-label", arena -> new BareLoop("bare-label", arena)),
                lane("bare-selector", arena -> new BareSwitch("bare-selector", arena)));
    }

    /** The names of all of them. */
    public static Set<String> names() {
        Supplier<Programs> none = () -> {
            throw new IllegalStateException("Only the names were asked for");
        };
        return Stream.concat(plain().stream(), others(none).stream())
                .flatMap(lane -> lane.names().stream())
                .collect(Collectors.toCollection(TreeSet::new));
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
