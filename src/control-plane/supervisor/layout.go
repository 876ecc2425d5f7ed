package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// layout is the data folder of one control plane. All of it is thrown away when the control plane ends.
type layout string

func (l layout) in(parts ...string) string {
	return filepath.Join(append([]string{string(l)}, parts...)...)
}

func (l layout) kubeconfig() string       { return l.in("kubeconfig") }
func (l layout) audit() string            { return l.in("audit.log") }
func (l layout) state() string            { return l.in("control-plane.json") }
func (l layout) held() string             { return l.in("supervisor.lock") }
func (l layout) log(part string) string   { return l.in("logs", part+".log") }
func (l layout) pki(file string) string   { return l.in("pki", file) }
func (l layout) program(of string) string { return l.in("bin", of) }

// socket is where the supervisor listens. The path of a socket may have 107 bytes at most and a data folder can be
// deeper than that, so both ends name it relative to the folder, which is their working directory then.
const socket = "supervisor.sock"

// claim makes the folder, or takes one that is empty; it never touches one that somebody else put something into.
func (l layout) claim() error {
	entries, err := os.ReadDir(string(l))
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return err
	case len(entries) > 0 && !exists(l.state()):
		return fmt.Errorf("%s is not empty and is no control plane's data folder; name another", l)
	default:
		if err := os.RemoveAll(string(l)); err != nil {
			return err
		}
	}
	for _, folder := range []string{"", "bin", "logs", "pki"} {
		if err := os.MkdirAll(l.in(folder), 0o700); err != nil {
			return err
		}
	}
	return os.WriteFile(l.state(), []byte("{}\n"), 0o600)
}

// ended names the folders that are just being removed, beside the one that they were.
const ended = ".ended-"

// remove takes the folder away at once, so that nobody meets half of it, and then removes what was in it.
func (l layout) remove() error {
	aside := filepath.Join(filepath.Dir(string(l)), fmt.Sprintf("%s%s-%d", ended, filepath.Base(string(l)), os.Getpid()))
	if os.Rename(string(l), aside) != nil {
		aside = string(l)
	}
	return os.RemoveAll(aside)
}

// alive says whether a supervisor has the folder.
func (l layout) alive() bool { return locked(l.held()) }
