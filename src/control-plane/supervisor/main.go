// Command supervisor runs a real Kubernetes control plane for tests: etcd, an API server, the controller manager, the
// scheduler and KWOK's fake nodes, as ordinary processes on loopback.
//
// One program is both ends: "up", "down" and "ctl" are what people and tests call, and "run" is the process that stays,
// one for each control plane, and owns everything that belongs to it.
package main

import (
	"fmt"
	"os"
)

func main() {
	if err := command(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "control-plane: "+err.Error())
		os.Exit(1)
	}
}

func command(arguments []string) error {
	o, err := parse(arguments)
	if err != nil {
		return err
	}
	switch o.command {
	case "up":
		return up(o)
	case "down":
		return down(o)
	case "ctl":
		return ctl(o)
	case "run":
		return run(o)
	default:
		return fmt.Errorf("no such command: %q; there are up, down and ctl", o.command)
	}
}

// say tells people something; the answer to a program goes to standard output instead.
func say(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, format+"\n", arguments...)
}
