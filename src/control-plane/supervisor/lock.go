package main

import (
	"os"
	"path/filepath"
	"syscall"
)

// lock waits until nobody else has the lock, then has it until the file is closed or the process ends, however it ends.
// The waiting function, if any, is called once when somebody else has it.
func lock(path string, waiting func()) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
		return file, nil
	}
	if waiting != nil {
		waiting()
	}
	for {
		switch err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err {
		case nil:
			return file, nil
		case syscall.EINTR:
		default:
			file.Close()
			return nil, err
		}
	}
}

// locked says whether somebody has the lock now.
func locked(path string) bool {
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer file.Close()
	return syscall.Flock(int(file.Fd()), syscall.LOCK_SH|syscall.LOCK_NB) != nil
}
