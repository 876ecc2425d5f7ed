package main

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// up starts a control plane, unless it runs already, and prints the path of its kubeconfig.
func up(o *options) error {
	if len(o.words) > 0 {
		return fmt.Errorf("up takes no %q", o.words)
	}
	owner := look(o.owner)
	if o.owner != 0 && owner.gone() {
		return fmt.Errorf("the owner, process %d, is not there", o.owner)
	}
	programs, err := build(o.source)
	if err != nil {
		return err
	}
	if o.owner != 0 && owner.gone() {
		return fmt.Errorf("the owner, process %d, ended while the programs were built", o.owner)
	}
	held, err := own(o)
	if err != nil {
		return err
	}
	defer release(held)
	begun := time.Now()
	l := layout(o.data)
	_, err = ask(l, request{Do: "need", Owner: o.owner})
	switch {
	case err == nil:
		say("The control plane %s runs already: %s", o.name, l)
		fmt.Println(l.kubeconfig())
		return nil
	case !errors.Is(err, errNobody):
		return err
	}
	if err := leftovers(l); err != nil {
		return err
	}
	sweep()
	if err := l.claim(); err != nil {
		return err
	}
	for program, path := range programs {
		if err := os.Symlink(path, l.program(program)); err != nil {
			return err
		}
	}
	say("Starting the control plane %s in %s ...", o.name, l)
	supervisor, err := spawn(o)
	if err != nil {
		return err
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		<-interrupts
		supervisor.Signal(syscall.SIGTERM)
	}()
	if err := await(l, supervisor, o.owner); err != nil {
		supervisor.Signal(syscall.SIGTERM)
		supervisor.Wait()
		return fmt.Errorf("the control plane did not start: %w", err)
	}
	say("Ready after %.1f s. To end it: %s", time.Since(begun).Seconds(), ending(o))
	fmt.Println(l.kubeconfig())
	return nil
}

func ending(o *options) string {
	if o.owner != 0 {
		return fmt.Sprintf("end process %d, or src/control-plane/down --data %s", o.owner, o.data)
	}
	if cache, err := cacheFolder(); err != nil || o.data != filepath.Join(cache, "run", o.name) {
		return "src/control-plane/down --data " + o.data
	}
	return "src/control-plane/down --name " + o.name
}

// own keeps other ups and downs of the same control plane out.
func own(o *options) (*os.File, error) {
	path, err := ownLock(o.data)
	if err != nil {
		return nil, err
	}
	return lock(path, nil)
}

func ownLock(data string) (string, error) {
	cache, err := cacheFolder()
	return filepath.Join(cache, "locks", fmt.Sprintf("%x", sha256.Sum256([]byte(data)))[:32]), err
}

// sweep removes what supervisors that were killed left in the cache folder.
func sweep() {
	cache, err := cacheFolder()
	if err != nil {
		return
	}
	folders, _ := filepath.Glob(filepath.Join(cache, "run", "*"))
	for _, folder := range folders {
		if strings.HasPrefix(filepath.Base(folder), ended) {
			continue
		}
		path, err := ownLock(folder)
		if err != nil {
			return
		}
		held, err := tryLock(path)
		if held == nil || err != nil {
			continue
		}
		if l := layout(folder); exists(l.state()) && !l.alive() {
			l.remove()
		}
		release(held)
	}
	halves, _ := filepath.Glob(filepath.Join(cache, "run", ended+"*"))
	for _, half := range halves {
		id, err := strconv.Atoi(half[strings.LastIndexByte(half, '-')+1:])
		if err == nil && look(id).gone() {
			os.RemoveAll(half)
		}
	}
}

// spawn starts the process that stays. It has no terminal and none of our streams, so that whoever reads our output
// comes to its end.
func spawn(o *options) (*os.Process, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(layout(o.data).log("supervisor"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	command := exec.Command(self, "--source", o.source, "--name", o.name, "--data", o.data,
		"--owner", strconv.Itoa(o.owner), "--starter", strconv.Itoa(os.Getpid()), "run")
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := command.Start(); err != nil {
		return nil, err
	}
	return command.Process, nil
}

// await waits until all is ready.
func await(l layout, supervisor *os.Process, owner int) error {
	for deadline := time.Now().Add(10 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		_, err := ask(l, request{Do: "need", Owner: owner})
		if !errors.Is(err, errNobody) {
			return err
		}
		if look(supervisor.Pid).gone() || time.Now().After(deadline) {
			return errors.New("its supervisor does not answer:\n" + tail(l.log("supervisor"), 15))
		}
	}
}

// leftovers waits for a supervisor that is just ending.
func leftovers(l layout) error {
	for deadline := time.Now().Add(20 * time.Second); l.alive(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			return fmt.Errorf("a supervisor has %s and does not answer", l)
		}
	}
	return nil
}

// down ends a control plane and removes its folder. If there is none, that is well too.
func down(o *options) error {
	if len(o.words) > 0 {
		return fmt.Errorf("down takes no %q", o.words)
	}
	held, err := own(o)
	if err != nil {
		return err
	}
	defer release(held)
	l := layout(o.data)
	_, err = ask(l, request{Do: "down"})
	if err != nil && !errors.Is(err, errNobody) {
		say("The supervisor broke off: %s", err)
	}
	if err := leftovers(l); err != nil {
		return err
	}
	// The supervisor removes the folder; this is for one that was killed.
	if exists(l.state()) {
		return l.remove()
	}
	return nil
}

const ctlUsage = `say what to do:
  ctl status                      what runs, as JSON
  ctl stop|kill|start PART ...    end a part (gently, or as kill -9 does) or start it again, on the same port
  ctl replace PART ...            kill a part and start another in its place
  ctl pause|resume PART ...       freeze a part and let it go on
  ctl path WHAT                   the path of kubeconfig, audit, data, logs, kubectl
  ctl kubectl ARGUMENT ...        kubectl with this control plane's kubeconfig
  ctl list                        the control planes of this user in the cache folder
  ctl build                       only build the programs
PART is one of etcd, apiserver, controller-manager, scheduler, kwok`

func ctl(o *options) error {
	if len(o.words) == 0 {
		return errors.New(ctlUsage)
	}
	l := layout(o.data)
	switch do, words := o.words[0], o.words[1:]; do {
	case "build":
		_, err := build(o.source)
		return err
	case "list":
		return list()
	case "status":
		a, err := ask(l, request{Do: "status"})
		if err != nil {
			return fmt.Errorf("%s: %w", o.data, err)
		}
		var i info
		if err := json.Unmarshal(a.State, &i); err != nil {
			return err
		}
		text, err := json.MarshalIndent(i, "", "  ")
		fmt.Println(string(text))
		return err
	case "path":
		return path(l, words)
	case "kubectl":
		program := l.program("kubectl")
		return syscall.Exec(program, append([]string{"kubectl"}, words...),
			append(os.Environ(), "KUBECONFIG="+l.kubeconfig()))
	case "stop", "kill", "start", "replace", "pause", "resume":
		if len(words) == 0 {
			return errors.New(ctlUsage)
		}
		for _, word := range words {
			if _, err := partName(word); err != nil {
				return err
			}
		}
		if _, err := ask(l, request{Do: do, Parts: words}); err != nil {
			return fmt.Errorf("%s: %w", o.data, err)
		}
		return nil
	default:
		return errors.New(ctlUsage)
	}
}

func path(l layout, words []string) error {
	paths := map[string]string{
		"kubeconfig": l.kubeconfig(), "audit": l.audit(), "data": string(l), "logs": l.in("logs"),
		"kubectl": l.program("kubectl"),
	}
	if len(words) != 1 || paths[words[0]] == "" {
		return errors.New(ctlUsage)
	}
	fmt.Println(paths[words[0]])
	return nil
}

func list() error {
	cache, err := cacheFolder()
	if err != nil {
		return err
	}
	entries, err := os.ReadDir(filepath.Join(cache, "run"))
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].Name() < entries[j].Name() })
	for _, entry := range entries {
		if strings.HasPrefix(entry.Name(), ended) {
			continue
		}
		l := layout(filepath.Join(cache, "run", entry.Name()))
		a, err := ask(l, request{Do: "status"})
		if err != nil {
			fmt.Printf("%s\tdead\t%s\n", entry.Name(), l)
			continue
		}
		var i info
		if err := json.Unmarshal(a.State, &i); err != nil {
			return err
		}
		fmt.Printf("%s\t%s\t%s\n", i.Name, i.State, i.Kubeconfig)
	}
	return nil
}
