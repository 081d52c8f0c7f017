//go:build unix

package keytabcheck

import (
	"os"
	"strconv"
	"syscall"
	"testing"
)

// The kernel's rule: the first of owner, group and others that applies decides.
func TestFileModes(t *testing.T) {
	path := onDisk(t, "lab:app.keytab", 0, 0o600)
	for _, c := range []struct {
		mode os.FileMode
		uid  string
		read bool
	}{
		{0o600, "0", true}, {0o040, "0", false}, {0o604, "0", true}, {0o004, "0", false},
		{0o600, "12345", false}, {0o604, "12345", true}, {0o640, "12345", false},
	} {
		if err := os.Chmod(path, c.mode); err != nil {
			t.Fatal(err)
		}
		st, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		uid := c.uid
		if uid == "0" {
			uid = strconv.Itoa(int(st.Sys().(*syscall.Stat_t).Uid))
		}
		if got := allows(st, uid, nil, 4); got != c.read {
			t.Errorf("mode %s, user %s: may read %v", c.mode, uid, got)
		}
	}
}
