package io.jenkins.plugins.bluegreen;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.jenkins.plugins.bluegreen", importOptions = ImportOption.DoNotIncludeTests.class)
class ArrowsTest {
    @ArchTest
    static final ArchRule decisionsArePure = noClasses()
            .that()
            .resideInAPackage("..decide..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..drive..", "..kubernetes..", "io.fabric8..", "java.net..", "java.util.concurrent..");

    @ArchTest
    static final ArchRule theDriverKnowsNoClient = noClasses()
            .that()
            .resideInAPackage("..drive..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..bluegreen.kubernetes..", "io.fabric8..");

    @ArchTest
    static final ArchRule inputKnowsNothingOfDeployments = noClasses()
            .that()
            .resideInAnyPackage("..image..", "..manifest..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..decide..", "..drive..", "..bluegreen.kubernetes..", "io.fabric8..");
}
