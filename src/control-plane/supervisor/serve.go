package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"
	"time"
)

func (s *supervisor) listen(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			return
		}
		go s.serve(connection)
	}
}

func (s *supervisor) serve(connection net.Conn) {
	defer connection.Close()
	var r request
	if json.NewDecoder(connection).Decode(&r) != nil {
		return
	}
	answers := json.NewEncoder(connection)
	result := answer{Done: true}
	err := s.answer(r, func(format string, arguments ...any) {
		answers.Encode(answer{News: fmt.Sprintf(format, arguments...)})
	})
	if err != nil {
		result.Error = err.Error()
	} else {
		result.State, _ = json.Marshal(s.info())
	}
	answers.Encode(result)
}

func (s *supervisor) answer(r request, news func(string, ...any)) error {
	switch r.Do {
	case "status":
		return nil
	case "down":
		s.end()
		return nil
	case "need":
		return s.need(r.Owner)
	}
	<-s.started
	s.work.Lock()
	defer s.work.Unlock()
	defer s.save()
	for _, word := range r.Parts {
		name, err := partName(word)
		if err != nil {
			return err
		}
		begun := time.Now()
		if err := s.handle(r.Do, name); err != nil {
			return err
		}
		news("%s: %s (%d ms)", name, past[r.Do], time.Since(begun).Milliseconds())
	}
	return nil
}

// need waits until all is ready, and from then on keeps it for one more owner, or for good.
func (s *supervisor) need(owner int) error {
	s.mutex.Lock()
	if owner == 0 {
		s.forever = true
	} else if !slices.ContainsFunc(s.owners, func(p process) bool { return p.id == owner }) {
		s.owners = append(s.owners, look(owner))
	}
	s.mutex.Unlock()
	<-s.started
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.state != "ready" {
		return errors.New(s.state)
	}
	return nil
}

var past = map[string]string{
	"stop": "stopped", "kill": "killed", "start": "up", "replace": "replaced by another, which is up",
	"pause": "paused", "resume": "resumed",
}

func (s *supervisor) handle(do, name string) error {
	part := s.parts[name]
	if part == nil {
		return errors.New("it did not start")
	}
	switch do {
	case "stop":
		// With watches open, an API server that is asked to end takes a minute to do so.
		part.stop(stopPatience)
	case "kill":
		part.stop(0)
	case "pause":
		return part.signal(syscall.SIGSTOP)
	case "resume":
		return part.signal(syscall.SIGCONT)
	case "start":
		return s.start(name)
	case "replace":
		part.stop(0)
		return s.start(name)
	default:
		return fmt.Errorf("%q cannot be done to a part; stop, kill, start, replace, pause and resume can", do)
	}
	return nil
}

// start starts a part that is down and waits until it is up.
func (s *supervisor) start(name string) error {
	part := s.parts[name]
	if part.info().State == "running" {
		return nil
	}
	if name == kwok {
		s.freeNodes()
	}
	if err := s.launch(name); err != nil {
		return err
	}
	deadline := time.Now().Add(startPatience)
	if err := part.ready(s.client, deadline, s.over); err != nil {
		return err
	}
	if name != apiserver && name != etcd {
		return nil
	}
	// KWOK loses a status that it wanted to write when the API server broke off the request, and would leave that pod as
	// it is for good. A kubelet would try again, as a new KWOK does.
	if s.parts[kwok].info().State != "running" || s.parts[apiserver].ready(s.client, deadline, s.over) != nil {
		return nil
	}
	s.parts[kwok].stop(0)
	s.freeNodes()
	if err := s.launch(kwok); err != nil {
		return err
	}
	return s.parts[kwok].ready(s.client, deadline, s.over)
}

// freeNodes takes the Leases of the nodes from the KWOK that was there, so that its successor need not wait until they run
// out. It may fail: then the successor waits.
func (s *supervisor) freeNodes() {
	s.client.do("DELETE", "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases", nil, nil)
}
