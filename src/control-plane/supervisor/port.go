package main

import (
	"errors"
	"fmt"
	"net"
	"syscall"
)

// reserve takes a free port of 127.0.0.1 for as long as this process lives. The socket is bound and never listens, so a
// connection is refused while the part that the port is for is stopped; the part shares the port (--permit-port-sharing),
// and nobody else can get it in between.
func reserve() (int, error) {
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		return 0, err
	}
	syscall.CloseOnExec(fd)
	if err := syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, sharePort, 1); err != nil {
		return 0, err
	}
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}}); err != nil {
		return 0, err
	}
	name, err := syscall.Getsockname(fd)
	if err != nil {
		return 0, err
	}
	address, ok := name.(*syscall.SockaddrInet4)
	if !ok {
		return 0, errors.New("the port is not known")
	}
	return address.Port, nil
}

// free is a port that was free a moment ago: for a part that cannot share one.
func free() (int, error) {
	listener, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func loopback(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }
