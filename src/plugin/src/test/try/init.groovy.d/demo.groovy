// Makes the folder "demo" of a Jenkins that is tried out: a Pipeline with an approval and a freestyle job, each of which
// deploys demo-rs into a namespace of its own. Run when that Jenkins starts; never part of the plugin.
import com.cloudbees.hudson.plugins.folder.Folder
import com.cloudbees.plugins.credentials.CredentialsScope
import com.cloudbees.plugins.credentials.SecretBytes
import com.cloudbees.plugins.credentials.SystemCredentialsProvider
import hudson.model.FreeStyleProject
import hudson.model.ParametersDefinitionProperty
import hudson.model.StringParameterDefinition
import io.fabric8.kubernetes.api.model.NamespaceBuilder
import io.fabric8.kubernetes.client.Config
import io.fabric8.kubernetes.client.KubernetesClientBuilder
import io.jenkins.plugins.bluegreen.jenkins.cluster.ClusterConfiguration
import io.jenkins.plugins.bluegreen.jenkins.cluster.NamedCluster
import io.jenkins.plugins.bluegreen.jenkins.freestyle.DeployBuilder
import jenkins.model.Jenkins
import jenkins.model.JenkinsLocationConfiguration
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def given = System.getProperty('try.kubeconfig') ?: '/tmp/bluegreen.kubeconfig'
def kubeconfig = new File(given)
if (!kubeconfig.file) {
  println "There is no ${given}: start ./bluegreen cluster --write ${given} first, then this Jenkins again"
  return
}

// A cluster that was started anew has forgotten everything, and has another token.
def files = new File(Jenkins.get().rootDir, 'demo')
Thread.currentThread().contextClassLoader = Jenkins.get().pluginManager.uberClassLoader
new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(kubeconfig.text)).build().withCloseable { client ->
  ['pipeline', 'freestyle'].each { name ->
    def namespace = new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build()
    if (client.namespaces().withName(name).get() == null) {
      client.resource(namespace).create()
    }
    if (client.services().inNamespace(name).withName('demo-service').get() == null) {
      new File(files, 'service.yaml').withInputStream { client.load(it).inNamespace(name).create() }
    }
  }
}
def credentials = SystemCredentialsProvider.instance
credentials.credentials.removeAll { it instanceof FileCredentialsImpl && it.id == 'demo' }
credentials.credentials.add(new FileCredentialsImpl(CredentialsScope.GLOBAL, 'demo', 'The embedded cluster',
    'kubeconfig', SecretBytes.fromRawBytes(kubeconfig.bytes)))
credentials.save()
def cluster = new NamedCluster('demo')
cluster.credentialsId = 'demo'
ClusterConfiguration.get().clusters = [cluster]

def address = JenkinsLocationConfiguration.get()
if (address.url == null || address.url.startsWith('http://localhost:')) {
  address.url = "http://localhost:${System.getProperty('port') ?: '8080'}/jenkins/"
}

if (Jenkins.get().getItem('demo') == null) {
  def version = { new ParametersDefinitionProperty(new StringParameterDefinition('VERSION', 'v1', 'v1, then v2')) }
  def manifest = new File(files, 'replicaset.yaml').text
  def folder = Jenkins.get().createProject(Folder, 'demo')

  def pipeline = folder.createProject(WorkflowJob, 'pipeline')
  pipeline.definition = new CpsFlowDefinition("""\
pipeline {
  agent none
  parameters { string(name: 'VERSION', defaultValue: 'v1', description: 'v1, then v2') }
  stages {
    stage('Prepare') {
      steps { blueGreenPrepare cluster: 'demo', namespace: 'pipeline', service: 'demo-service', manifestText: MANIFEST, version: params.VERSION }
    }
    stage('Approve') { steps { input 'Send traffic to the new version?' } }
    stage('Promote') { steps { blueGreenPromote() } }
  }
  post { unsuccessful { blueGreenRollback() } }
}
""".replace('MANIFEST', "'''${manifest}'''"), true)
  pipeline.addProperty(version())

  def freestyle = folder.createProject(FreeStyleProject, 'freestyle')
  freestyle.addProperty(version())
  def deploy = new DeployBuilder()
  deploy.cluster = 'demo'
  deploy.namespace = 'freestyle'
  deploy.service = 'demo-service'
  deploy.manifestText = manifest
  deploy.version = '$VERSION'
  freestyle.buildersList.add(deploy)
  freestyle.save()
}
println 'The folder demo is ready: build its jobs with VERSION v1, then with v2, and look at Blue/green releases'
