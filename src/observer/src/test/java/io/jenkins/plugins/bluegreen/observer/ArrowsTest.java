package io.jenkins.plugins.bluegreen.observer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who judges must not lean on whom it judges: the observer knows itself, an HTTP client and a JSON parser. */
@AnalyzeClasses(
        packages = "io.jenkins.plugins.bluegreen",
        importOptions = {ImportOption.DoNotIncludeTests.class, OnlyTheObserver.class})
class ArrowsTest {
    private static final String HERE = "io.jenkins.plugins.bluegreen.observer";

    @ArchTest
    static final ArchRule THE_OBSERVER_SHARES_NO_CODE_WITH_ANYTHING_ELSE_OF_OURS = classes()
            .that()
            .resideInAPackage(HERE + "..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    HERE + "..",
                    "java..",
                    "io.fabric8.kubernetes.client..",
                    "com.fasterxml.jackson..",
                    "edu.umd.cs.findbugs.annotations..");

    @ArchTest
    static final ArchRule A_HISTORY_IS_PLAIN_DATA = classes()
            .that()
            .resideInAPackage(HERE + ".history..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(HERE + ".history..", "java..");

    @ArchTest
    static final ArchRule A_MEASUREMENT_KNOWS_NO_CLUSTER = classes()
            .that()
            .resideInAPackage(HERE + ".measure..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    HERE + ".history..", HERE + ".measure..", "java..", "com.fasterxml.jackson.annotation..");
}
