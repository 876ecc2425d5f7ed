package main

import (
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
)

func TestTakesOptionsAnywhereAndLeavesKubectlItsOwn(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", "/cache")
	o, err := parse([]string{"--source", "s", "ctl", "--name", "a", "kubectl", "get", "--name", "b"})
	if err != nil {
		t.Fatal(err)
	}
	if o.name != "a" || !slices.Equal(o.words, []string{"kubectl", "get", "--name", "b"}) {
		t.Errorf("name %q, words %q", o.name, o.words)
	}
	if o.data != "/cache/blue-green-deploy/control-plane/run/a" {
		t.Errorf("data %q", o.data)
	}
}

func TestAnOwnerHasAControlPlaneOfItsOwn(t *testing.T) {
	o, err := parse([]string{"up", "--owner", "42"})
	if err != nil || o.name != "owner-42" {
		t.Errorf("%v, %v", o, err)
	}
}

func TestRefusesANameThatLeavesTheFolder(t *testing.T) {
	if _, err := parse([]string{"up", "--name", "../elsewhere"}); err == nil {
		t.Error("it was taken")
	}
}

func TestAProcessThatWasKilledIsGoneBeforeItIsWaitedFor(t *testing.T) {
	sleep := exec.Command("sleep", "60")
	if err := sleep.Start(); err != nil {
		t.Fatal(err)
	}
	p := look(sleep.Process.Pid)
	if p.gone() {
		t.Error("gone while it runs")
	}
	sleep.Process.Kill()
	if p.birth != "" { // where there is a /proc
		for range 1_000_000 {
			if p.gone() {
				break
			}
		}
		if !p.gone() {
			t.Error("a zombie counts as running")
		}
	}
	sleep.Wait()
	if !p.gone() {
		t.Error("not gone after its end")
	}
}

func TestAReservedPortRefusesConnectionsAndCannotBeTaken(t *testing.T) {
	port, err := reserve()
	if err != nil {
		t.Fatal(err)
	}
	if connection, err := net.Dial("tcp", loopback(port)); err == nil {
		connection.Close()
		t.Error("somebody answers")
	}
	if listener, err := net.Listen("tcp", loopback(port)); err == nil {
		listener.Close()
		t.Error("somebody else got the port")
	}
}

func TestClaimsAnEmptyFolderButNotSomebodysFiles(t *testing.T) {
	folder := t.TempDir()
	if err := layout(folder).claim(); err != nil {
		t.Error(err)
	}
	if err := layout(folder).claim(); err != nil {
		t.Error("its own folder is refused:", err)
	}
	other := t.TempDir()
	file := filepath.Join(other, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := layout(other).claim(); err == nil || !exists(file) {
		t.Error("somebody's folder was taken:", err)
	}
}

func TestALockIsHeldUntilReleased(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	held, err := tryLock(path)
	if held == nil || err != nil {
		t.Fatal(held, err)
	}
	if second, _ := tryLock(path); second != nil || !locked(path) {
		t.Error("two have it")
	}
	release(held)
	if locked(path) {
		t.Error("nobody has it, and it is locked")
	}
	if again, _ := tryLock(path); again == nil {
		t.Error("it cannot be taken again")
	}
}

func TestKeysNameTheVersionAndChangeWithTheSums(t *testing.T) {
	folder := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("go.mod", "module x\n\nrequire (\n\ta/b v0.1.0\n\tsigs.k8s.io/kwok v0.8.0 // indirect\n)\n")
	write("go.sum", "one")
	version, key, err := modules[1].key(folder)
	if err != nil || version != "v0.8.0" {
		t.Error(version, err)
	}
	write("go.sum", "two")
	if _, other, _ := modules[1].key(folder); other == key {
		t.Error("another go.sum, the same key")
	}
}
