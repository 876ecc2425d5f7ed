package main

import (
	"os"
	"strconv"
	"strings"
	"syscall"
)

// process is a process that may end at any time, after which its number may be given to another.
type process struct {
	id    int
	birth string // when it began, where /proc tells
}

func look(id int) process {
	_, birth := proc(id)
	return process{id, birth}
}

// gone says whether the process has ended, which a zombie has.
func (p process) gone() bool {
	if err := syscall.Kill(p.id, 0); err == syscall.ESRCH {
		return true
	}
	state, birth := proc(p.id)
	return state == "Z" || state == "X" || birth != p.birth
}

// proc reads the state and the birth of a process; both are empty where there is no /proc.
func proc(id int) (state, birth string) {
	text, err := os.ReadFile("/proc/" + strconv.Itoa(id) + "/stat")
	if err != nil {
		return "", ""
	}
	// The name, in brackets, may itself have blanks and brackets.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	if len(fields) < 20 {
		return "", ""
	}
	return fields[0], fields[19]
}
