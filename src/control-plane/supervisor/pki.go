package main

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"math/big"
	"net"
	"os"
	"time"
)

// authority signs all certificates of one control plane. Its key lives in the data folder and goes with it.
type authority struct {
	layout      layout
	certificate *x509.Certificate
	key         crypto.Signer
	bundle      []byte
}

const year = 365 * 24 * time.Hour

func newAuthority(l layout) (*authority, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	a := &authority{layout: l, key: key}
	a.certificate = &x509.Certificate{
		Subject:               pkix.Name{CommonName: "blue-green-deploy test control plane"},
		IsCA:                  true,
		BasicConstraintsValid: true,
		KeyUsage:              x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	der, err := a.sign(a.certificate, key.Public())
	if err != nil {
		return nil, err
	}
	if a.certificate, err = x509.ParseCertificate(der); err != nil {
		return nil, err
	}
	a.bundle = block("CERTIFICATE", der)
	if err := os.WriteFile(l.pki("ca.crt"), a.bundle, 0o600); err != nil {
		return nil, err
	}
	return a, writeKey(l.pki("ca.key"), key)
}

func (a *authority) sign(template *x509.Certificate, public crypto.PublicKey) ([]byte, error) {
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 100))
	if err != nil {
		return nil, err
	}
	template.SerialNumber = serial
	template.NotBefore = time.Now().Add(-time.Hour)
	template.NotAfter = time.Now().Add(year)
	return x509.CreateCertificate(rand.Reader, template, a.certificate, public, a.key)
}

// serving makes the certificate that every part on loopback shows.
func (a *authority) serving() error {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	return a.issue("serving", key, &x509.Certificate{
		Subject:     pkix.Name{CommonName: "kube-apiserver"},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames: []string{
			"localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
			"kubernetes.default.svc.cluster.local",
		},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback, net.IPv4(10, 96, 0, 1)},
	})
}

// client makes the certificate by which the API server knows a user and its group.
func (a *authority) client(file, user, group string, key crypto.Signer) error {
	template := &x509.Certificate{
		Subject:     pkix.Name{CommonName: user},
		KeyUsage:    x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
	}
	if group != "" {
		template.Subject.Organization = []string{group}
	}
	return a.issue(file, key, template)
}

func (a *authority) issue(file string, key crypto.Signer, template *x509.Certificate) error {
	der, err := a.sign(template, key.Public())
	if err != nil {
		return err
	}
	if err := os.WriteFile(a.layout.pki(file+".crt"), block("CERTIFICATE", der), 0o600); err != nil {
		return err
	}
	return writeKey(a.layout.pki(file+".key"), key)
}

func writeKey(path string, key crypto.Signer) error {
	var text []byte
	switch key := key.(type) {
	case *rsa.PrivateKey:
		text = block("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(key))
	case *ecdsa.PrivateKey:
		der, err := x509.MarshalECPrivateKey(key)
		if err != nil {
			return err
		}
		text = block("EC PRIVATE KEY", der)
	default:
		return fmt.Errorf("a key of an unknown kind: %T", key)
	}
	return os.WriteFile(path, text, 0o600)
}

func block(kind string, der []byte) []byte {
	return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der})
}

// credentials makes everything that the parts and their users need to know each other by.
func credentials(l layout, server string) error {
	a, err := newAuthority(l)
	if err != nil {
		return err
	}
	if err := a.serving(); err != nil {
		return err
	}
	tokens, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return err
	}
	if err := writeKey(l.pki("service-accounts.key"), tokens); err != nil {
		return err
	}
	for _, user := range []struct{ file, name, group string }{
		{"admin", "admin", "system:masters"},
		{"kube-controller-manager", "system:kube-controller-manager", ""},
		{"kube-scheduler", "system:kube-scheduler", ""},
		{"kwok", "kwok", "system:masters"},
		{"kubelet-client", "kube-apiserver-kubelet-client", "system:masters"},
	} {
		var key crypto.Signer
		if user.file == "admin" {
			// Some clients in Java read elliptic keys only with a further library; kind and minikube give RSA too.
			key, err = rsa.GenerateKey(rand.Reader, 2048)
		} else {
			key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		}
		if err != nil {
			return err
		}
		if err := a.client(user.file, user.name, user.group, key); err != nil {
			return err
		}
		path := l.in(user.file + ".kubeconfig")
		if user.file == "admin" {
			path = l.kubeconfig()
		}
		if err := a.kubeconfig(path, user.file, server); err != nil {
			return err
		}
	}
	return nil
}

// kubeconfig writes a file that holds all it needs, so that it can be copied, mounted or pasted into a form.
func (a *authority) kubeconfig(path, file, server string) error {
	certificate, err := os.ReadFile(a.layout.pki(file + ".crt"))
	if err != nil {
		return err
	}
	key, err := os.ReadFile(a.layout.pki(file + ".key"))
	if err != nil {
		return err
	}
	text := fmt.Sprintf(`apiVersion: v1
kind: Config
current-context: control-plane
contexts:
- name: control-plane
  context: {cluster: control-plane, user: %[1]s, namespace: default}
clusters:
- name: control-plane
  cluster:
    server: %[2]s
    certificate-authority-data: %[3]s
users:
- name: %[1]s
  user:
    client-certificate-data: %[4]s
    client-key-data: %[5]s
`, file, server, base64.StdEncoding.EncodeToString(a.bundle),
		base64.StdEncoding.EncodeToString(certificate), base64.StdEncoding.EncodeToString(key))
	return os.WriteFile(path, []byte(text), 0o600)
}
