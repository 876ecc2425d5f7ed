package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clusters as code. */
@WithJenkinsConfiguredWithCode
class CascTest {
    @Test
    void whatTheDocumentationShowsIsRead(JenkinsConfiguredWithCodeRule jenkins, @TempDir Path folder) throws Exception {
        String page = Files.readString(Path.of("..", "..", "docs", "reference.md"));
        int begin = page.indexOf("```yaml\nunclassified:") + "```yaml\n".length();
        Path file = folder.resolve("jenkins.yaml");
        Files.writeString(file, page.substring(begin, page.indexOf("```", begin)));

        ConfigurationAsCode.get().configure(file.toString());

        NamedCluster prod = ClusterConfiguration.get().named("prod").orElseThrow();
        assertThat(prod.getServerUrl()).isEqualTo("https://prod.example.com:6443");
        assertThat(prod.getCredentialsId()).isEqualTo("prod-token");
    }

    @Test
    @ConfiguredWithCode("clusters.yaml")
    void clustersAreReadAndExported(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        ClusterConfiguration configuration = ClusterConfiguration.get();
        assertThat(configuration.isAllowOwnAccount()).isFalse();
        assertThat(configuration.getClusters())
                .extracting(NamedCluster::getName)
                .containsExactly("prod", "test");
        NamedCluster prod = configuration.named("prod").orElseThrow();
        assertThat(prod.getServerUrl()).isEqualTo("https://prod.example.com:6443");
        assertThat(prod.getCredentialsId()).isEqualTo("prod-token");
        assertThat(prod.getCaCertificate()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(configuration.named("test").orElseThrow().isSkipTlsVerify()).isTrue();

        ByteArrayOutputStream exported = new ByteArrayOutputStream();
        ConfigurationAsCode.get().export(exported);
        assertThat(exported.toString(StandardCharsets.UTF_8))
                .contains("blueGreenDeploy:")
                .contains("name: \"prod\"")
                .contains("credentialsId: \"prod-token\"");
    }

    @Test
    void whatIsExportedIsReadAgain(JenkinsConfiguredWithCodeRule jenkins, @TempDir Path folder) throws Exception {
        NamedCluster prod = new NamedCluster("prod");
        prod.setServerUrl("https://prod.example.com:6443");
        prod.setCredentialsId("prod-token");
        prod.setCaCertificate("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----");
        NamedCluster test = new NamedCluster("test");
        test.setServerUrl("https://test.example.com:6443");
        test.setSkipTlsVerify(true);
        ClusterConfiguration configuration = ClusterConfiguration.get();
        configuration.setClusters(List.of(prod, test));
        configuration.setAllowOwnAccount(true);
        String exported = exported();

        configuration.setClusters(List.of());
        configuration.setAllowOwnAccount(false);
        Path file = folder.resolve("jenkins.yaml");
        Files.writeString(file, "unclassified:\n  blueGreenDeploy:\n" + exported.indent(4));
        ConfigurationAsCode.get().configure(file.toString());

        assertThat(configuration.isAllowOwnAccount()).isTrue();
        assertThat(configuration.getClusters())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(prod, test);
        assertThat(exported()).isEqualTo(exported);
    }

    private static String exported() throws Exception {
        ConfigurationContext context = new ConfigurationContext(ConfiguratorRegistry.get());
        return Util.toYamlString(Util.getUnclassifiedRoot(context).get("blueGreenDeploy"));
    }
}
