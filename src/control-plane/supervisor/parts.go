package main

import (
	"fmt"
	"strings"
)

// ports of one control plane, all on 127.0.0.1. etcd has none: its sockets are in the data folder.
type ports struct {
	APIServer         int `json:"apiserver"`
	ControllerManager int `json:"controller-manager"`
	Scheduler         int `json:"scheduler"`
	Kubelet           int `json:"kwok"`
}

// definition says how a part is run and when it is up.
type definition struct {
	name      string
	program   string
	arguments func(run int) []string // run counts the starts of this part from 1
	health    string                 // a URL that answers 200 when the part is up; empty if it has none
}

// The order in which parts start; they end in the other one.
const (
	etcd              = "etcd"
	apiserver         = "apiserver"
	controllerManager = "controller-manager"
	scheduler         = "scheduler"
	kwok              = "kwok"
)

var order = []string{etcd, apiserver, controllerManager, scheduler, kwok}

// partName takes the names that people use for a part.
func partName(word string) (string, error) {
	switch name := strings.TrimPrefix(word, "kube-"); name {
	case etcd, apiserver, controllerManager, scheduler, kwok:
		return name, nil
	default:
		return "", fmt.Errorf("no such part: %q; there are %s", word, strings.Join(order, ", "))
	}
}

// definitions of all parts. Their working directory is the data folder: hence the relative paths of the sockets.
func definitions(l layout, p ports) map[string]definition {
	all := map[string]definition{}
	add := func(d definition) { all[d.name] = d }
	add(definition{
		name: etcd, program: "etcd",
		arguments: fixed(
			"--name=test", "--data-dir=etcd", "--log-level=warn",
			// The data is thrown away at the end: waiting for the disk would buy nothing and cost most of the time.
			"--unsafe-no-fsync",
			"--listen-client-urls=unix://etcd.sock:0", "--advertise-client-urls=unix://etcd.sock:0",
			"--listen-peer-urls=unix://etcd-peer.sock:0", "--initial-advertise-peer-urls=unix://etcd-peer.sock:0",
			"--initial-cluster=test=unix://etcd-peer.sock:0"),
	})
	add(definition{
		name: apiserver, program: "kube-apiserver",
		arguments: fixed(
			"--etcd-servers=unix://etcd.sock:0",
			"--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", p.APIServer), "--permit-port-sharing=true",
			// A loopback address may not be advertised; this one is of a range for documentation, and nobody is told of it.
			"--advertise-address=198.51.100.1", "--endpoint-reconciler-type=none",
			"--tls-cert-file=pki/serving.crt", "--tls-private-key-file=pki/serving.key", "--client-ca-file=pki/ca.crt",
			"--kubelet-certificate-authority=pki/ca.crt", "--kubelet-preferred-address-types=InternalIP",
			"--kubelet-client-certificate=pki/kubelet-client.crt", "--kubelet-client-key=pki/kubelet-client.key",
			"--authorization-mode=Node,RBAC", "--allow-privileged=true",
			"--service-cluster-ip-range=10.96.0.0/16,fd00:10:96::/112",
			"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
			"--service-account-key-file=pki/service-accounts.key",
			"--service-account-signing-key-file=pki/service-accounts.key",
			// One file, never rotated, and written before the request ends: so that requests can be counted.
			"--audit-policy-file=audit-policy.yaml", "--audit-log-path=audit.log", "--audit-log-mode=blocking",
			"--audit-log-maxsize=0",
			"--max-requests-inflight=800", "--max-mutating-requests-inflight=400",
			"--profiling=false"),
		health: "https://" + loopback(p.APIServer) + "/readyz",
	})
	add(definition{
		name: controllerManager, program: "kube-controller-manager",
		arguments: fixed(
			"--kubeconfig=kube-controller-manager.kubeconfig",
			"--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", p.ControllerManager), "--permit-port-sharing=true",
			"--tls-cert-file=pki/serving.crt", "--tls-private-key-file=pki/serving.key",
			"--authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics",
			// Without a Lease it lives through an outage of the API server, and its successor begins at once.
			"--leader-elect=false",
			"--use-service-account-credentials=true", "--root-ca-file=pki/ca.crt",
			"--service-account-private-key-file=pki/service-accounts.key",
			"--cluster-signing-cert-file=pki/ca.crt", "--cluster-signing-key-file=pki/ca.key",
			"--kube-api-qps=100", "--kube-api-burst=200",
			"--profiling=false"),
		health: "https://" + loopback(p.ControllerManager) + "/healthz",
	})
	add(definition{
		name: scheduler, program: "kube-scheduler",
		arguments: fixed(
			"--kubeconfig=kube-scheduler.kubeconfig",
			"--bind-address=127.0.0.1", fmt.Sprintf("--secure-port=%d", p.Scheduler), "--permit-port-sharing=true",
			"--tls-cert-file=pki/serving.crt", "--tls-private-key-file=pki/serving.key",
			"--authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics",
			"--leader-elect=false", "--kube-api-qps=200", "--kube-api-burst=400",
			"--profiling=false"),
		health: "https://" + loopback(p.Scheduler) + "/healthz",
	})
	add(definition{
		name: kwok, program: "kwok",
		arguments: func(run int) []string {
			return []string{
				"--kubeconfig=kwok.kubeconfig", "--config=kwok.yaml", "--manage-all-nodes=true",
				"--node-lease-duration-seconds=40",
				// KWOK forgets which addresses it gave when it is started again: a further range keeps them unique.
				fmt.Sprintf("--cidr=10.%d.0.0/16", 127+run%100),
				"--node-ip=127.0.0.1", fmt.Sprintf("--node-port=%d", p.Kubelet), "--server-address=" + loopback(p.Kubelet),
				"--tls-cert-file=pki/serving.crt", "--tls-private-key-file=pki/serving.key",
			}
		},
		health: "https://" + loopback(p.Kubelet) + "/healthz",
	})
	return all
}

func fixed(arguments ...string) func(int) []string {
	return func(int) []string { return arguments }
}
