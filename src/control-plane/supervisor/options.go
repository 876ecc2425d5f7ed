package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// options are what the command line says.
type options struct {
	source  string // src/control-plane
	command string
	words   []string // what is left when the options are taken out
	name    string
	data    string
	owner   int
	starter int // for "run": the "up" that waits; if it ends before all is ready, everything ends
}

var names = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$`)

func parse(arguments []string) (*options, error) {
	o := &options{}
	flags := flag.NewFlagSet("control-plane", flag.ContinueOnError)
	flags.StringVar(&o.source, "source", "", "the folder of the Go modules")
	flags.StringVar(&o.name, "name", "", "which control plane (default: \"default\", or one for the owner)")
	flags.StringVar(&o.data, "data", "", "its data folder (default: one for the name, in the cache folder)")
	flags.IntVar(&o.owner, "owner", 0, "a process: when it is gone, the control plane ends")
	flags.IntVar(&o.starter, "starter", 0, "internal")
	// The options may stand before, between and after the words; what is behind "kubectl" is kubectl's.
	for rest := arguments; len(rest) > 0; {
		if err := flags.Parse(rest); err != nil {
			return nil, err
		}
		rest = flags.Args()
		if len(rest) == 0 {
			break
		}
		o.words, rest = append(o.words, rest[0]), rest[1:]
		if len(o.words) == 2 && o.words[0] == "ctl" && o.words[1] == "kubectl" {
			o.words = append(o.words, rest...)
			break
		}
	}
	if len(o.words) == 0 {
		return nil, errors.New("say up, down or ctl")
	}
	o.command, o.words = o.words[0], o.words[1:]
	switch {
	case o.name != "":
	case o.data != "":
		o.name = "unnamed"
	case o.owner != 0:
		o.name = fmt.Sprintf("owner-%d", o.owner)
	default:
		o.name = "default"
	}
	if !names.MatchString(o.name) {
		return nil, fmt.Errorf("%q cannot be a name: letters, digits, dots, dashes and underscores can", o.name)
	}
	cache, err := cacheFolder()
	if err != nil {
		return nil, err
	}
	if o.data == "" {
		o.data = filepath.Join(cache, "run", o.name)
	}
	o.data, err = filepath.Abs(o.data)
	return o, err
}

// cacheFolder is where binaries, locks and, unless told otherwise, the data of control planes are.
func cacheFolder() (string, error) {
	base := os.Getenv("XDG_CACHE_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", err
		}
		base = filepath.Join(home, ".cache")
	}
	return filepath.Join(base, "blue-green-deploy", "control-plane"), nil
}
