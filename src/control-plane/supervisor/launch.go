package main

import (
	"os/exec"
	"runtime"
)

// launches carries work to the one thread that starts processes. Linux sends the signal of Pdeathsig when the *thread*
// that started a process ends, so that thread must live as long as we do.
var launches = make(chan func())

func init() {
	go func() {
		runtime.LockOSThread()
		for launch := range launches {
			launch()
		}
	}()
}

// launch starts a command whose attributes tie its life to ours.
func launch(command *exec.Cmd) error {
	done := make(chan error)
	launches <- func() { done <- command.Start() }
	return <-done
}
