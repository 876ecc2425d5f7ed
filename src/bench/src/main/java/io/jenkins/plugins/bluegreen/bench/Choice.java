package io.jenkins.plugins.bluegreen.bench;

import io.jenkins.plugins.bluegreen.bench.order.Orders;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of all that there is was asked for. */
final class Choice {
    private static final Set<String> PARTS = Set.of("cluster", "traffic", "micro", "controller");

    private final List<String> only;

    /**
     * A choice.
     *
     * @param only names of parts and orders; null or empty for everything
     * @throws IllegalArgumentException if one is none; a sentence
     */
    Choice(List<String> only) {
        this.only = only == null ? List.of() : List.copyOf(only);
        Set<String> known = new TreeSet<>(PARTS);
        known.addAll(Orders.names());
        this.only.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException(
                    "%s was asked for, and there is none: give some of %s".formatted(name, String.join(", ", known)));
        });
    }

    /** Whether a part is to be run: orders alone are measured on the control plane. */
    boolean part(String part) {
        boolean noPart = only.stream().noneMatch(PARTS::contains);
        return only.isEmpty() || only.contains(part) || noPart && part.equals("cluster");
    }

    /** Whether an order is to be measured where it can be. */
    boolean order(String order) {
        boolean noOrder = PARTS.containsAll(only);
        return noOrder || only.contains(order);
    }
}
