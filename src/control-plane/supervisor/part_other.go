//go:build !linux

package main

import "syscall"

const sharePort = syscall.SO_REUSEPORT

// attributes keep a terminal's signals from a part. Only Linux can end it when the supervisor is killed.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
