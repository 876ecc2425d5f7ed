package io.jenkins.plugins.bluegreen.observer;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out the embedded cluster, which is on the class path of the tests. */
final class OnlyTheObserver implements ImportOption {
    @Override
    public boolean includes(Location location) {
        return location.contains("/bluegreen/observer/");
    }
}
