package directory_test

import (
	"context"
	"fmt"
	"net"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/directory"
)

// hole is an address that takes no connection and refuses none: a listener
// whose queue is full drops what comes, as a firewall does.
func hole(t *testing.T, ip [4]byte, port int) {
	t.Helper()
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Close(fd) })
	_ = syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)
	if err := syscall.Bind(fd, &syscall.SockaddrInet4{Port: port, Addr: ip}); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Listen(fd, 0); err != nil {
		t.Fatal(err)
	}
	addr := fmt.Sprintf("%d.%d.%d.%d:%d", ip[0], ip[1], ip[2], ip[3], port)
	for range 3 {
		if c, err := net.DialTimeout("tcp", addr, 200*time.Millisecond); err == nil {
			t.Cleanup(func() { c.Close() })
		}
	}
}

// A controller that drops what it is sent costs a moment, not the whole of
// the timeout.
func TestSilentControllerIsPassedOver(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("port 636 is for root")
	}
	dc := adtest.Samba(t)
	hole(t, [4]byte{127, 0, 23, 8}, 636)
	o := admin(dc)
	o.Server, o.Realm, o.ServerName, o.Timeout = "", dc.Realm, dc.Host, time.Minute
	o.Resolver = registered{names{dc.Host: dc.Addr, "hole.corp.test": "127.0.23.8"}, []*net.SRV{
		{Target: "hole.corp.test.", Port: 389}, {Target: dc.Host + ".", Port: 389, Priority: 10}}}
	start := time.Now()
	if info, err := dial(t, o).Info(t.Context()); err != nil || info.Server != dc.Host {
		t.Errorf("%+v, %v", info, err)
	}
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
}

// onlyKDCs is a DNS where the controllers' own records are missing.
type onlyKDCs struct{ names }

func (onlyKDCs) LookupSRV(_ context.Context, service, _, name string) (string, []*net.SRV, error) {
	if service != "kerberos" {
		return "", nil, &net.DNSError{Name: name, IsNotFound: true}
	}
	return "", []*net.SRV{{Target: "a.corp.test.", Port: 88}, {Target: "b.corp.test.", Port: 88}}, nil
}

// KDCs are domain controllers too; when none can be reached each is named.
func TestControllersFromTheKDCs(t *testing.T) {
	r := onlyKDCs{names{"a.corp.test": "127.0.23.9", "b.corp.test": "127.0.23.10"}}
	found, err := directory.Discover(t.Context(), "CORP.TEST", r)
	if err != nil || len(found) != 2 || found[0].String() != "a.corp.test:389" {
		t.Errorf("%v, %v", found, err)
	}
	_, err = directory.Dial(t.Context(), directory.Options{Realm: "CORP.TEST", Resolver: r})
	p := ad.AsProblem(err, "", "")
	if p == nil || p.Kind != ad.ProblemUnreachable || !strings.Contains(p.Why, "a.corp.test") || !strings.Contains(p.Why, "b.corp.test") {
		t.Errorf("%v", err)
	}
}
