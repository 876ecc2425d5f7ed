package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// A module of ours names programs of others, and the versions of all that they are made of.
type module struct {
	folder   string
	title    string
	requires string // the module whose version is the programs' version
	programs map[string]string
	flags    string
}

// Kubernetes is last: it takes the longest, and the others fail sooner if something is missing.
var modules = []module{
	{
		folder: "etcd", title: "etcd", requires: "go.etcd.io/etcd/server/v3",
		programs: map[string]string{"etcd": "go.etcd.io/etcd/server/v3"},
		flags:    "-s -w",
	},
	{
		folder: "kwok", title: "KWOK", requires: "sigs.k8s.io/kwok",
		programs: map[string]string{"kwok": "sigs.k8s.io/kwok/cmd/kwok"},
		flags:    "-s -w",
	},
	{
		folder: "kubernetes", title: "Kubernetes", requires: "k8s.io/kubernetes",
		programs: map[string]string{
			"kube-apiserver":          "k8s.io/kubernetes/cmd/kube-apiserver",
			"kube-controller-manager": "k8s.io/kubernetes/cmd/kube-controller-manager",
			"kube-scheduler":          "k8s.io/kubernetes/cmd/kube-scheduler",
			"kubectl":                 "k8s.io/kubernetes/cmd/kubectl",
		},
		flags: "-s -w -X k8s.io/component-base/version.gitVersion=VERSION",
	},
}

// build makes every program that is not in the cache yet, and returns where each is.
func build(source string) (map[string]string, error) {
	cache, err := cacheFolder()
	if err != nil {
		return nil, err
	}
	programs := map[string]string{}
	for _, m := range modules {
		folder, err := m.build(filepath.Join(source, m.folder), cache)
		if err != nil {
			return nil, err
		}
		for program := range m.programs {
			programs[program] = filepath.Join(folder, program)
		}
	}
	return programs, nil
}

func (m module) build(source, cache string) (string, error) {
	version, key, err := m.key(source)
	if err != nil {
		return "", err
	}
	folder := filepath.Join(cache, m.folder+"-"+version+"-"+key)
	if exists(folder) {
		return folder, nil
	}
	held, err := lock(filepath.Join(cache, "build.lock"), func() {
		say("The control plane's programs are being built by somebody else; waiting for them.")
	})
	if err != nil {
		return "", err
	}
	defer release(held)
	if exists(folder) {
		return folder, nil
	}
	// What a build that was killed left behind: nobody else builds now.
	abandoned, _ := filepath.Glob(filepath.Join(cache, "building-*"))
	for _, folder := range abandoned {
		os.RemoveAll(folder)
	}
	begun := time.Now()
	say("Building %s %s (once) ...", m.title, version)
	fresh, err := os.MkdirTemp(cache, "building-")
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(fresh)
	if err := os.Chmod(fresh, 0o755); err != nil {
		return "", err
	}
	if err := m.compile(source, fresh, strings.ReplaceAll(m.flags, "VERSION", version)); err != nil {
		return "", fmt.Errorf("%s could not be built: %w", m.title, err)
	}
	say("Built %s in %s.", m.title, time.Since(begun).Round(time.Second))
	return folder, os.Rename(fresh, folder)
}

// key names what the programs are made of: another go.sum, platform or flag makes another folder.
func (m module) key(source string) (version, key string, err error) {
	text, err := os.ReadFile(filepath.Join(source, "go.mod"))
	if err != nil {
		return "", "", err
	}
	found := regexp.MustCompile(`(?m)^(?:require)?\s*` + regexp.QuoteMeta(m.requires) + `\s+(v\S+)`).FindSubmatch(text)
	if found == nil {
		return "", "", fmt.Errorf("%s does not require %s", source, m.requires)
	}
	sums, err := os.ReadFile(filepath.Join(source, "go.sum"))
	if err != nil {
		return "", "", err
	}
	hash := sha256.New()
	for _, part := range [][]byte{text, sums, []byte(runtime.GOOS + "/" + runtime.GOARCH), []byte(m.flags)} {
		fmt.Fprintf(hash, "%d:%s", len(part), part)
	}
	return string(found[1]), fmt.Sprintf("%x", hash.Sum(nil))[:12], nil
}

func (m module) compile(source, folder, flags string) error {
	arguments := []string{"build", "-v", "-buildvcs=false", "-trimpath", "-ldflags", flags, "-o"}
	if len(m.programs) == 1 {
		for program, path := range m.programs {
			arguments = append(arguments, filepath.Join(folder, program), path)
		}
	} else {
		arguments = append(arguments, folder+string(filepath.Separator))
		for _, path := range m.programs {
			arguments = append(arguments, path)
		}
	}
	compiler, err := exec.LookPath("go")
	if err != nil {
		return errors.New("there is no go command on the PATH")
	}
	command := exec.Command(compiler, arguments...)
	command.Dir = source
	command.Env = append(os.Environ(), "CGO_ENABLED=0", "GOWORK=off")
	command.SysProcAttr = attributes()
	output, err := command.StderrPipe()
	if err != nil {
		return err
	}
	if err := launch(command); err != nil {
		return err
	}
	last := progress(output)
	if err := command.Wait(); err != nil {
		return fmt.Errorf("%w\n%s", err, strings.Join(last, "\n"))
	}
	return nil
}

// progress shows every ten seconds how far the compiler is, and returns the last lines that were no progress.
func progress(output io.Reader) (last []string) {
	begun, shown := time.Now(), time.Now()
	fetched, compiled := 0, 0
	lines := bufio.NewScanner(output)
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "go: downloading "):
			fetched++
		case strings.ContainsAny(line, " \t:"):
			if last = append(last, line); len(last) > 40 {
				last = last[1:]
			}
		default:
			compiled++
		}
		if time.Since(shown) > 10*time.Second {
			shown = time.Now()
			say("  %4s  %d modules fetched, %d packages compiled", time.Since(begun).Round(time.Second), fetched, compiled)
		}
	}
	return last
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
