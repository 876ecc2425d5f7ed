package main

import (
	_ "embed"
	"encoding/json"
	"net"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

//go:embed stages/audit-policy.yaml
var auditPolicy []byte

//go:embed stages/kwok.yaml
var kwokConfiguration []byte

//go:embed stages/container.log
var containerLog []byte

const (
	startPatience = 90 * time.Second
	stopPatience  = 2 * time.Second
	watchInterval = 100 * time.Millisecond
)

// supervisor owns one control plane: its processes, its folder, and the question how long it is needed.
type supervisor struct {
	layout layout
	name   string
	ports  ports
	parts  map[string]*part
	client *client

	work  sync.Mutex // one command on the parts at a time
	mutex sync.Mutex // for all below
	state string     // "starting", "ready", or why it failed
	began time.Time
	// owners are the processes for which it is there. When the last is gone, it ends; if somebody asked for it without
	// an owner, it stays until it is told to end.
	owners  []process
	forever bool
	started chan struct{} // closed when the state is no longer "starting"
	over    chan struct{} // closed when all must end
	once    sync.Once
}

// run is the process that stays. It ends when it is told to, when its owners are gone, or when starting fails.
func run(o *options) error {
	l := layout(o.data)
	held, err := lock(l.held(), nil)
	if err != nil {
		return err
	}
	defer held.Close()
	if err := os.Chdir(o.data); err != nil {
		return err
	}
	s := &supervisor{
		layout: l, name: o.name, state: "starting", began: time.Now(),
		started: make(chan struct{}), over: make(chan struct{}), forever: o.owner == 0,
	}
	if o.owner != 0 {
		s.owners = append(s.owners, look(o.owner))
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	go s.listen(listener)
	go s.watch(look(o.starter))
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		<-signals
		s.end()
	}()
	go func() {
		err := s.begin()
		s.mutex.Lock()
		s.state = "ready"
		if err != nil {
			s.state = err.Error()
		}
		s.mutex.Unlock()
		close(s.started)
		if err != nil {
			time.AfterFunc(time.Second, s.end) // by then whoever waits has heard why
		}
	}()
	<-s.over
	s.clean()
	return nil
}

// begin starts everything, and returns when pods can be run.
func (s *supervisor) begin() (err error) {
	s.work.Lock()
	defer s.work.Unlock()
	for _, port := range []*int{&s.ports.APIServer, &s.ports.ControllerManager, &s.ports.Scheduler} {
		if *port, err = reserve(); err != nil {
			return err
		}
	}
	if s.ports.Kubelet, err = free(); err != nil {
		return err
	}
	files := map[string][]byte{
		"audit-policy.yaml": auditPolicy,
		"container.log":     containerLog,
		"kwok.yaml":         []byte(strings.ReplaceAll(string(kwokConfiguration), "CONTAINER_LOG", s.layout.in("container.log"))),
	}
	for name, content := range files {
		if err := os.WriteFile(s.layout.in(name), content, 0o600); err != nil {
			return err
		}
	}
	server := "https://" + loopback(s.ports.APIServer)
	if err := credentials(s.layout, server); err != nil {
		return err
	}
	if s.client, err = newClient(s.layout, server); err != nil {
		return err
	}
	parts := map[string]*part{}
	for name, definition := range definitions(s.layout, s.ports) {
		parts[name] = &part{definition: definition, layout: s.layout}
	}
	s.mutex.Lock()
	s.parts = parts
	s.mutex.Unlock()
	if err := s.save(); err != nil {
		return err
	}
	deadline := time.Now().Add(startPatience)
	for _, name := range []string{etcd, apiserver} {
		if err := s.launch(name); err != nil {
			return err
		}
	}
	if err := s.parts[apiserver].ready(s.client, deadline, s.over); err != nil {
		return err
	}
	for _, name := range []string{kwok, controllerManager, scheduler} {
		if err := s.launch(name); err != nil {
			return err
		}
	}
	if err := createNodes(s.client); err != nil {
		return err
	}
	return usable(s.client, deadline, s.failed)
}

// launch starts a part, unless all is over.
func (s *supervisor) launch(name string) error {
	select {
	case <-s.over:
		return errOver
	default:
		return s.parts[name].start()
	}
}

func (s *supervisor) failed() error {
	select {
	case <-s.over:
		return errOver
	default:
	}
	for _, name := range order {
		if err := s.parts[name].failed(); err != nil {
			return err
		}
	}
	return nil
}

// watch ends everything when nobody is left who needs it.
func (s *supervisor) watch(starter process) {
	for {
		select {
		case <-s.over:
			return
		case <-time.After(watchInterval):
		}
		s.mutex.Lock()
		s.owners = slices.DeleteFunc(s.owners, process.gone)
		needed := s.forever || len(s.owners) > 0
		if s.state == "starting" && starter.gone() {
			needed = false
		}
		s.mutex.Unlock()
		if !needed {
			s.end()
		}
	}
}

func (s *supervisor) end() { s.once.Do(func() { close(s.over) }) }

// clean ends the parts, last ones first, and removes the folder. Nobody needs the data: no time is spent on a graceful end.
func (s *supervisor) clean() {
	s.mutex.Lock()
	parts := s.parts
	s.mutex.Unlock()
	for _, name := range slices.Backward(order) {
		if part := parts[name]; part != nil {
			part.stop(0)
		}
	}
	// A part that was just being started when the end came is stopped when the command that starts it is through.
	s.work.Lock()
	for _, part := range parts {
		part.stop(0)
	}
	s.layout.remove()
}

// info is what the state file and "ctl status" tell.
type info struct {
	Name       string              `json:"name"`
	State      string              `json:"state"`
	Data       string              `json:"data"`
	Server     string              `json:"server"`
	Kubeconfig string              `json:"kubeconfig"`
	Audit      string              `json:"audit"`
	Kubectl    string              `json:"kubectl"`
	Supervisor int                 `json:"supervisor"`
	Owners     []int               `json:"owners"`
	Forever    bool                `json:"forever"`
	Since      time.Time           `json:"since"`
	Ports      ports               `json:"ports"`
	Parts      map[string]partInfo `json:"parts"`
}

type partInfo struct {
	State string `json:"state"`
	PID   int    `json:"pid,omitempty"`
	Runs  int    `json:"runs"`
	Log   string `json:"log"`
}

func (s *supervisor) info() info {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	i := info{
		Name: s.name, State: s.state, Data: string(s.layout), Server: "https://" + loopback(s.ports.APIServer),
		Kubeconfig: s.layout.kubeconfig(), Audit: s.layout.audit(), Kubectl: s.layout.program("kubectl"),
		Supervisor: os.Getpid(), Owners: []int{}, Forever: s.forever, Since: s.began, Ports: s.ports,
		Parts: map[string]partInfo{},
	}
	for _, owner := range s.owners {
		i.Owners = append(i.Owners, owner.id)
	}
	for name, part := range s.parts {
		i.Parts[name] = part.info()
	}
	return i
}

func (p *part) info() partInfo {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	i := partInfo{Runs: p.runs, Log: p.layout.log(p.name)}
	switch {
	case p.running():
		i.State, i.PID = "running", p.process.Pid
	case p.wanted:
		i.State = "ended by itself: " + p.how
	default:
		i.State = "stopped"
	}
	return i
}

// save keeps the state readable for people who look into the folder.
func (s *supervisor) save() error {
	text, err := json.MarshalIndent(s.info(), "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(s.layout.state(), append(text, '\n'), 0o600)
}
