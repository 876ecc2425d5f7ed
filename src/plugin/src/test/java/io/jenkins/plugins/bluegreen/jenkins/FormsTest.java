package io.jenkins.plugins.bluegreen.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Descriptor;
import hudson.model.Items;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder;
import io.jenkins.plugins.bluegreen.jenkins.freestyle.RollbackBuilder;
import io.jenkins.plugins.bluegreen.jenkins.steps.DeployStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.DiscardStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.PrepareStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.PromoteStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.RollbackStep;
import io.jenkins.plugins.bluegreen.jenkins.steps.StatusStep;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.htmlunit.html.HtmlElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.workflow.cps.SnippetizerTester;
import org.jenkinsci.plugins.workflow.steps.StepConfigTester;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.kohsuke.stapler.DataBoundSetter;

/** Forms: nothing is lost on the way, and everything has help. */
class FormsTest extends BesideDemo {
    /** All that has a form. */
    static List<Class<? extends Descriptor<?>>> forms() {
        return List.of(
                DeployBuilder.DescriptorImpl.class,
                RollbackBuilder.DescriptorImpl.class,
                DeployStep.DescriptorImpl.class,
                PrepareStep.DescriptorImpl.class,
                PromoteStep.DescriptorImpl.class,
                DiscardStep.DescriptorImpl.class,
                RollbackStep.DescriptorImpl.class,
                StatusStep.DescriptorImpl.class,
                NamedCluster.DescriptorImpl.class);
    }

    @Test
    void theFormLosesNothing() throws Exception {
        DeployBuilder before = new DeployBuilder();
        before.setCredentialsId(Demo.CREDENTIAL);
        before.setServerUrl("https://example.com:6443");
        before.setCaCertificate("-----BEGIN CERTIFICATE-----");
        before.setSkipTlsVerify(true);
        before.setNamespace("marlon");
        before.setService("one, two");
        before.setManifest("k8s/rs.yaml");
        before.setVersion("v${BUILD_NUMBER}");
        before.setArtifacts("docker.io/bebullish/demo:v2");
        before.setMode("selector");
        before.setGate("./smoke.sh");
        before.setCutover("overlap");
        before.setVersionLabel("release");
        before.setReplicas("${REPLICAS}");
        before.setReadyTimeout("20m");
        before.setStable("5s");
        before.setUnschedulableGrace("2m");
        before.setVerify("1m");
        before.setSettle("90s");
        before.setDrain("0s");
        before.setRetire("scale-down");
        before.setHistory(7);
        before.setKeepFailed(true);
        before.setPreviewService("demo-preview");
        before.setAllowDarkTraffic(true);
        before.setConcurrency(4);

        DeployBuilder after = jenkins.configRoundtrip(before);

        assertThat(values(after)).isEqualTo(values(before));
        DeployBuilder defaults = jenkins.configRoundtrip(new DeployBuilder());
        assertThat(values(defaults)).isEqualTo(values(new DeployBuilder()));
        assertThat(Items.XSTREAM2.toXML(defaults)).doesNotContain("<verify>", "<drain>", "<keepFailed>", "<history>");
        RollbackBuilder back = new RollbackBuilder();
        back.setTo("previous");
        back.setWorkload("demo-rs");
        back.setService("demo-service");
        back.setReplicas("5");
        assertThat(values(jenkins.configRoundtrip(back))).isEqualTo(values(back));
    }

    /** What the getters of a bean say. */
    static List<String> values(Object bean) throws Exception {
        List<String> all = new ArrayList<>();
        for (Method method : bean.getClass().getMethods()) {
            boolean getter = method.getParameterCount() == 0
                    && method.getDeclaringClass().getName().contains("bluegreen")
                    && (method.getName().startsWith("get") || method.getName().startsWith("is"))
                    && !Descriptor.class.isAssignableFrom(method.getReturnType());
            if (getter) {
                all.add(method.getName() + "=" + method.invoke(bean));
            }
        }
        all.sort(null);
        return all;
    }

    @Test
    void theSnippetGeneratorPrintsOnlyWhatWasChanged() throws Exception {
        SnippetizerTester snippets = new SnippetizerTester(jenkins);
        DeployStep deploy = new DeployStep();
        deploy.setCredentialsId(Demo.CREDENTIAL);
        deploy.setService("demo-service");
        deploy.setManifest("k8s/replicaset.yaml");
        deploy.setVersion("v2");
        deploy.setReplicas(5);
        deploy.setVerify("0s");
        deploy.setKeepFailed(false);
        snippets.assertRoundTrip(
                deploy,
                "blueGreenDeploy credentialsId: 'prod', manifest: 'k8s/replicaset.yaml', replicas: 5, service: 'demo-service', version: 'v2'");
        snippets.assertRoundTrip(new PromoteStep(), "blueGreenPromote()");
        PromoteStep promote = new PromoteStep();
        promote.setKeepFailed(true);
        snippets.assertRoundTrip(promote, "blueGreenPromote keepFailed: true");
        DiscardStep discard = new DiscardStep();
        discard.setRelease("demo-rs-v002");
        snippets.assertRoundTrip(discard, "blueGreenDiscard release: 'demo-rs-v002'");
        RollbackStep rollback = new RollbackStep();
        snippets.assertRoundTrip(rollback, "blueGreenRollback()");
        rollback.setTo("previous");
        rollback.setReplicas(5);
        snippets.assertRoundTrip(rollback, "blueGreenRollback replicas: 5, to: 'previous'");
        StepConfigTester steps = new StepConfigTester(jenkins);
        assertThat(values(steps.configRoundTrip(deploy))).isEqualTo(values(deploy));
        assertThat(values(steps.configRoundTrip(new PrepareStep()))).isEqualTo(values(new PrepareStep()));
        assertThat(values(steps.configRoundTrip(new PromoteStep()))).isEqualTo(values(new PromoteStep()));
    }

    @Test
    void everyFieldOfEveryFormHasHelp() throws Exception {
        List<Descriptor<?>> all = new ArrayList<>();
        forms().forEach(form -> all.add(jenkins.jenkins.getDescriptorByType(form.asSubclass(Descriptor.class))));
        all.add(ClusterConfiguration.get());
        JenkinsRule.WebClient client = jenkins.createWebClient();
        // A descriptor finds its help with the request that asks for it.
        List<String> without = client.executeOnServer(() -> all.stream()
                .flatMap(form -> Stream.of(form.clazz.getMethods())
                        .filter(method -> method.isAnnotationPresent(DataBoundSetter.class))
                        .map(method -> java.beans.Introspector.decapitalize(
                                method.getName().substring("set".length())))
                        .filter(field -> form.getHelpFile(field) == null)
                        .map(field -> form.getId() + "." + field))
                .toList());

        assertThat(without).isEmpty();
    }

    @Test
    void clustersSurviveTheirForm() throws Exception {
        NamedCluster cluster = new NamedCluster("prod");
        cluster.setCredentialsId(Demo.CREDENTIAL);
        cluster.setServerUrl("https://example.com:6443");
        cluster.setCaCertificate("-----BEGIN CERTIFICATE-----");
        ClusterConfiguration.get().setClusters(List.of(cluster));

        jenkins.configRoundtrip();

        assertThat(ClusterConfiguration.get().getClusters()).hasSize(1);
        assertThat(values(ClusterConfiguration.get().getClusters().get(0))).isEqualTo(values(cluster));
        assertThat(ClusterConfiguration.get().isAllowOwnAccount()).isFalse();
    }

    @Test
    void theLastClusterCanBeRemoved() throws Exception {
        ClusterConfiguration.get().setClusters(List.of(new NamedCluster("prod")));
        HtmlPage page = jenkins.createWebClient().goTo("configure");
        HtmlForm form = page.getFormByName("config");

        HtmlElement chunk = form.getFirstByXPath(
                "//div[@name='clusters' and .//input[@name='_.name' and @value='prod']]//button[contains(@class,'repeatable-delete')]");
        chunk.click();
        page.getWebClient().waitForBackgroundJavaScript(5000);
        jenkins.submit(form);

        assertThat(ClusterConfiguration.get().getClusters()).isEmpty();
    }
}
