package io.jenkins.plugins.bluegreen.jenkins.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import hudson.model.ParametersAction;
import hudson.model.Result;
import hudson.model.StringParameterValue;
import io.jenkins.plugins.bluegreen.jenkins.Builds;
import io.jenkins.plugins.bluegreen.jenkins.Demo;
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration;
import io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jenkins.branch.BranchSource;
import jenkins.plugins.git.GitSCMSource;
import jenkins.plugins.git.traits.BranchDiscoveryTrait;
import jenkins.plugins.git.traits.TagDiscoveryTrait;
import jenkins.scm.api.trait.SCMSourceTrait;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jenkinsci.plugins.workflow.support.steps.input.InputAction;
import org.jvnet.hudson.test.JenkinsRule;

/**
 * What a reader of the documentation has: clusters, a Jenkins that knows them, a repository with the snippet as its
 * Jenkinsfile and a multibranch project that finds its tags. The snippet stays as it is written, but for the two things
 * that a reader changes: what stands for {@code …}, and how many minutes a new release is watched.
 */
final class Site implements AutoCloseable {
    private static final String TARGET = "cluster: 'prod', namespace: 'marlon', service: 'demo-service', "
            + "manifestText: readTrusted('k8s/replicaset.yaml'), version: env.TAG_NAME";

    private final JenkinsRule jenkins;
    private final String name;
    private final String script;
    private final Repository repository;
    private final List<Demo> clusters = new ArrayList<>();
    private WorkflowMultiBranchProject project;
    private WorkflowJob job;

    /**
     * One for a snippet.
     *
     * @param folder for the repository
     */
    Site(JenkinsRule jenkins, Snippet snippet, Path folder) throws Exception {
        this.jenkins = jenkins;
        this.name = snippet.name().replaceAll("[^A-Za-z0-9]+", "-");
        this.script = snippet.text().replace("…", TARGET).replaceAll("verify: '\\d+m'", "verify: '1s'");
        this.repository = new Repository(folder);
        repository.write("Jenkinsfile", script);
        repository.write("k8s/replicaset.yaml", Demo.manifest());
        SystemCredentialsProvider.getInstance().getCredentials().clear();
        ClusterConfiguration.get().setClusters(List.of());
    }

    /** A cluster whose kubeconfig is a credential. */
    Demo kubeconfig(String credential) {
        Demo demo = Demo.start();
        clusters.add(demo);
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new FileCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        credential,
                        "",
                        "kubeconfig",
                        SecretBytes.fromRawBytes(demo.cluster().kubeconfig().getBytes(StandardCharsets.UTF_8))));
        return demo;
    }

    /** A cluster that an administrator defined, with a token as its credential. */
    Demo cluster(String called) throws IOException {
        Demo demo = Demo.start();
        clusters.add(demo);
        Demo.credential(called);
        NamedCluster cluster = new NamedCluster(called);
        cluster.setCredentialsId(called);
        cluster.setServerUrl(demo.url());
        cluster.setCaCertificate(demo.cluster().caCertificate());
        List<NamedCluster> all = new ArrayList<>(ClusterConfiguration.get().getClusters());
        all.add(cluster);
        ClusterConfiguration.get().setClusters(all);
        return demo;
    }

    /** Has the next versions listen where the Service does not send anything. */
    void listenElsewhere() throws Exception {
        repository.write("k8s/replicaset.yaml", Demo.manifest().replace("containerPort: 8080", "containerPort: 9090"));
        repository.commit();
    }

    /** A script that the reader has in the repository. */
    void script(String file, String command) throws IOException {
        repository.script(file, command);
    }

    /** A build of a new tag. */
    WorkflowRun tag(String tag) throws Exception {
        if (project == null) {
            repository.commit();
            project = project(new TagDiscoveryTrait());
        }
        repository.tag(tag);
        index();
        return started(project.getItem(tag), tag);
    }

    /** A build of the branch, and from now on of tags too. */
    WorkflowRun branch() throws Exception {
        repository.commit();
        project = project(new BranchDiscoveryTrait(), new TagDiscoveryTrait());
        index();
        WorkflowJob main = project.getItem("main");
        await().atMost(Duration.ofSeconds(60)).until(() -> main.getLastBuild() != null);
        return main.getLastBuild();
    }

    /** A build of a job whose script is the snippet, with its parameters' defaults. */
    WorkflowRun build() throws Exception {
        job = Builds.job(jenkins, name, script);
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Another build of that job. */
    WorkflowRun build(String parameter, String value) throws Exception {
        return job.scheduleBuild2(0, new ParametersAction(new StringParameterValue(parameter, value)))
                .waitForStart();
    }

    private WorkflowMultiBranchProject project(SCMSourceTrait... traits) throws IOException {
        GitSCMSource source = new GitSCMSource(repository.url());
        source.setTraits(List.of(traits));
        WorkflowMultiBranchProject made = jenkins.createProject(WorkflowMultiBranchProject.class, name);
        made.getSourcesList().add(new BranchSource(source));
        return made;
    }

    private void index() throws Exception {
        project.scheduleBuild2(0).getFuture().get();
        assertThat(project.getIndexing().getResult())
                .as("how %s was indexed", name)
                .isEqualTo(Result.SUCCESS);
    }

    private static WorkflowRun started(WorkflowJob job, String tag) throws Exception {
        assertThat(job).as("the job of tag " + tag).isNotNull();
        return job.scheduleBuild2(0).waitForStart();
    }

    /** Waits until a build asks for an approval. */
    void asks(WorkflowRun build) throws Exception {
        await().atMost(Duration.ofSeconds(120)).until(() -> {
            assertThat(build.isBuilding()).as(Builds.log(build)).isTrue();
            InputAction action = build.getAction(InputAction.class);
            return action != null && action.isWaitingForInput();
        });
    }

    /** Approves what a build asks for. */
    void approve(WorkflowRun build) throws Exception {
        asks(build);
        build.getAction(InputAction.class).getExecutions().get(0).proceed(Map.of());
        ends(Result.SUCCESS, build);
    }

    /** Refuses what a build asks for. */
    void refuse(WorkflowRun build) throws Exception {
        asks(build);
        build.getAction(InputAction.class).getExecutions().get(0).doAbort();
        ends(Result.ABORTED, build);
    }

    /** Waits until a build has ended as it should. */
    void ends(Result result, WorkflowRun build) throws Exception {
        jenkins.assertBuildStatus(result, jenkins.waitForCompletion(build));
    }

    /** Asserts that a build told something. */
    void told(WorkflowRun build, String sentence) throws IOException {
        jenkins.assertLogContains(sentence, build);
    }

    @Override
    public void close() {
        clusters.forEach(Demo::close);
    }
}
