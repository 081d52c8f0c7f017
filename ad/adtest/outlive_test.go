package adtest

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

const holdEnv = "ADTEST_HOLD"

// TestHold is no test by itself: it starts one of each server, says where they
// are, and waits to be killed.
func TestHold(t *testing.T) {
	if os.Getenv(holdEnv) == "" {
		t.Skip("runs only inside TestNothingOutlivesTheBinary")
	}
	dc := Samba(t)
	web := Apache(t, &dc.Client, WebOptions{Open: true})
	mail := Postfix(t, &dc.Client, "mail.corp.test", Keytab(t, "smtp/mail.corp.test", dc.Realm, "x", 1))
	realms := MITRealms(t, "A.TEST")
	fmt.Printf("\nservers %s:389 %s:88 %s:%d %s:%d %s\n", dc.Addr, dc.Addr, web.Addr, web.Port, mail.Addr, mail.Port, realms.KDCs["A.TEST"].Addr)
	select {}
}

// A test binary that is killed runs no code any more; its servers must end all
// the same, or the next run finds their addresses taken.
func TestNothingOutlivesTheBinary(t *testing.T) {
	needSamba(t)
	Need(t, "apache2", "krb5kdc", postfixDaemons+"/master")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestHold$", "-test.v")
	cmd.Env = append(os.Environ(), holdEnv+"=1")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var said, addresses []string
	for s := bufio.NewScanner(out); len(addresses) == 0 && s.Scan(); {
		said = append(said, s.Text())
		if rest, ok := strings.CutPrefix(s.Text(), "servers "); ok {
			addresses = strings.Fields(rest)
		}
	}
	if len(addresses) == 0 {
		t.Fatalf("the servers did not start: %s", strings.Join(said, "\n"))
	}
	for _, a := range addresses {
		if !listens(a) {
			t.Errorf("nothing listens at %s", a)
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()
	for _, a := range addresses {
		for listens(a) {
			select {
			case <-ctx.Done():
				t.Fatalf("the server at %s outlived its binary", a)
			case <-time.After(50 * time.Millisecond):
			}
		}
	}
}

func listens(addr string) bool {
	conn, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return false
	}
	conn.Close()
	return true
}
