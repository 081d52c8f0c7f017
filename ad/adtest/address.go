package adtest

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// place is a loopback address and a directory that belong to this process as
// long as it lives.
type place struct {
	addr string
	dir  string
	lock *os.File
	once sync.Once
}

// base is the directory under which everything is kept.
func base() string { return filepath.Join(os.TempDir(), fmt.Sprintf("adtest-%d", os.Getuid())) }

// claim takes the first free loopback address. Test binaries run beside each
// other in processes of their own, so the claim is a file lock, which the
// kernel gives back however a process ends; what a dead one left in the
// directory is removed here. Ports that are still taken (a server that has not
// quite ended, or one of the machine's own) make the address unsuitable.
func claim(ports ...int) (*place, error) {
	if err := os.MkdirAll(base(), 0o755); err != nil {
		return nil, err
	}
	for i := 10; i < 250; i++ {
		addr := fmt.Sprintf("127.0.24.%d", i)
		lock, err := lockFile(filepath.Join(base(), addr+".lock"), syscall.LOCK_EX|syscall.LOCK_NB)
		if errors.Is(err, syscall.EWOULDBLOCK) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !free(addr, ports) {
			lock.Close()
			continue
		}
		dir := filepath.Join(base(), addr)
		if err := errors.Join(os.RemoveAll(dir), os.MkdirAll(dir, 0o755)); err != nil {
			lock.Close()
			return nil, err
		}
		return &place{addr: addr, dir: dir, lock: lock}, nil
	}
	return nil, errors.New("no loopback address is free in 127.0.24.0/24")
}

// release removes the directory and gives the address back.
func (p *place) release() {
	p.once.Do(func() {
		os.RemoveAll(p.dir)
		p.lock.Close()
	})
}

func (p *place) path(name string) string { return filepath.Join(p.dir, name) }

func free(addr string, ports []int) bool {
	for _, port := range ports {
		l, err := net.Listen("tcp", fmt.Sprintf("%s:%d", addr, port))
		if err != nil {
			return false
		}
		l.Close()
	}
	return true
}

// lockFile opens path and locks it; closing the file unlocks it.
func lockFile(path string, how int) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), how); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}
