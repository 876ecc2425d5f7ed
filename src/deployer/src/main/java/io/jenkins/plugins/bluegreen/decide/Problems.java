package io.jenkins.plugins.bluegreen.decide;

import io.jenkins.plugins.bluegreen.manifest.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What stands in the way, as it is found. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void refuse(String asked, String why, String todo) {
        found.add(new Problem(asked, why, todo));
    }

    void addAll(Collection<Problem> more) {
        found.addAll(more);
    }

    boolean none() {
        return found.isEmpty();
    }

    List<Problem> all() {
        return List.copyOf(found);
    }
}
