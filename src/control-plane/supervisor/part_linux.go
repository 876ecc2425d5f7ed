package main

import "syscall"

// sharePort is SO_REUSEPORT, which the syscall package lacks on some architectures.
const sharePort = 15

// attributes make a part die with the supervisor, even when that is killed, and keep a terminal's signals from it.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}
