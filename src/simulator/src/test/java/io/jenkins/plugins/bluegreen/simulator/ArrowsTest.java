package io.jenkins.plugins.bluegreen.simulator;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
        packages = "io.jenkins.plugins.bluegreen.simulator",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule arrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("cluster")
            .definedBy("io.jenkins.plugins.bluegreen.simulator")
            .layer("api")
            .definedBy("..simulator.api..")
            .layer("controllers")
            .definedBy("..simulator.controllers..")
            .layer("nodes")
            .definedBy("..simulator.nodes..")
            .layer("traffic")
            .definedBy("..simulator.traffic..")
            .layer("history")
            .definedBy("..simulator.history..")
            .layer("registry")
            .definedBy("..simulator.registry..")
            .layer("patch")
            .definedBy("..simulator.patch..")
            .layer("access")
            .definedBy("..simulator.access..")
            .layer("faults")
            .definedBy("..simulator.faults..")
            .layer("time")
            .definedBy("..simulator.time..")
            .layer("store")
            .definedBy("..simulator.store..")
            .whereLayer("cluster")
            .mayOnlyAccessLayers(
                    "api", "controllers", "nodes", "traffic", "registry", "access", "faults", "time", "store")
            .whereLayer("api")
            .mayOnlyAccessLayers("registry", "patch", "access", "faults", "store")
            .whereLayer("controllers")
            .mayOnlyAccessLayers("registry", "time", "store")
            .whereLayer("nodes")
            .mayOnlyAccessLayers("registry", "time", "store")
            .whereLayer("traffic")
            .mayOnlyAccessLayers("time", "store")
            .whereLayer("history")
            .mayOnlyAccessLayers("store")
            .whereLayer("registry")
            .mayOnlyAccessLayers("patch", "store")
            .whereLayer("patch")
            .mayOnlyAccessLayers("store")
            .whereLayer("access")
            .mayOnlyAccessLayers("store")
            .whereLayer("faults")
            .mayNotAccessAnyLayer()
            .whereLayer("time")
            .mayNotAccessAnyLayer()
            .whereLayer("store")
            .mayNotAccessAnyLayer();
}
