package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// part is one process of the control plane: it is started, stopped and looked at, and never restarted by itself.
type part struct {
	definition
	layout layout

	mutex   sync.Mutex
	runs    int
	process *os.Process
	ended   chan struct{} // closed when the process of the last run has ended
	how     string        // how it ended
	wanted  bool          // whether it should run now
}

var errOver = errors.New("the control plane is ending")

func (p *part) start() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.running() {
		return nil
	}
	log, err := os.OpenFile(p.layout.log(p.name), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	p.runs++
	fmt.Fprintf(log, "--- start %d of %s\n", p.runs, p.name)
	command := exec.Command(p.layout.program(p.program), p.arguments(p.runs)...)
	command.Dir = string(p.layout)
	command.Stdout, command.Stderr = log, log
	command.SysProcAttr = attributes()
	if err := launch(command); err != nil {
		return fmt.Errorf("%s does not start: %w", p.name, err)
	}
	p.process, p.ended, p.wanted, p.how = command.Process, make(chan struct{}), true, ""
	go func(ended chan struct{}) {
		err := command.Wait()
		p.mutex.Lock()
		if p.how = "exit status 0"; err != nil {
			p.how = err.Error()
		}
		p.mutex.Unlock()
		close(ended)
	}(p.ended)
	return nil
}

// running needs the mutex.
func (p *part) running() bool {
	if p.process == nil {
		return false
	}
	select {
	case <-p.ended:
		return false
	default:
		return true
	}
}

// stop asks the part to end, and makes it end when it has not after the patience. Without patience it is killed.
func (p *part) stop(patience time.Duration) {
	p.mutex.Lock()
	p.wanted = false
	running, ended := p.running(), p.ended
	p.mutex.Unlock()
	if !running {
		return
	}
	if patience > 0 {
		p.signal(syscall.SIGTERM)
		select {
		case <-ended:
			return
		case <-time.After(patience):
		}
	}
	p.signal(syscall.SIGKILL)
	<-ended
}

func (p *part) signal(signal syscall.Signal) error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if !p.running() {
		return fmt.Errorf("%s does not run", p.name)
	}
	return p.process.Signal(signal)
}

// failed is why a part that should run does not.
func (p *part) failed() error {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if !p.wanted || p.running() {
		return nil
	}
	return fmt.Errorf("%s ended (%s):\n%s", p.name, p.how, tail(p.layout.log(p.name), 15))
}

// ready waits until the part is up, or all is over.
func (p *part) ready(c *client, deadline time.Time, over <-chan struct{}) error {
	for {
		select {
		case <-over:
			return errOver
		default:
		}
		if err := p.failed(); err != nil {
			return err
		}
		if p.health == "" || c.ok(p.health) {
			return nil
		}
		if time.Now().After(deadline) {
			return errors.New(p.name + " did not get ready:\n" + tail(p.layout.log(p.name), 15))
		}
		time.Sleep(25 * time.Millisecond)
	}
}

// tail is the end of a log.
func tail(path string, lines int) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	all := strings.Split(strings.TrimRight(string(text), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
