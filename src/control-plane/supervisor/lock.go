package main

import (
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// lock waits until nobody else has the lock, then has it until it is released or the process ends, however it ends.
// The waiting function, if any, is called once when somebody else has it.
func lock(path string, waiting func()) (*os.File, error) {
	file, err := tryLock(path)
	if file != nil || err != nil {
		return file, err
	}
	if waiting != nil {
		waiting()
	}
	for file == nil && err == nil {
		time.Sleep(20 * time.Millisecond)
		file, err = tryLock(path)
	}
	return file, err
}

// tryLock is nothing when somebody else has the lock.
func tryLock(path string) (*os.File, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		file.Close()
		return nil, nil
	}
	// Whoever had it may have removed the file since we opened it; then another file is the lock now.
	ours, err := file.Stat()
	if err == nil {
		var theirs os.FileInfo
		if theirs, err = os.Stat(path); err == nil && os.SameFile(ours, theirs) {
			return file, nil
		}
	}
	file.Close()
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	return nil, nil
}

// release gives a lock back and removes its file.
func release(held *os.File) {
	os.Remove(held.Name())
	held.Close()
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
