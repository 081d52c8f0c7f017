//go:build unix

package keytabcheck

import (
	"fmt"
	"io/fs"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"syscall"

	"os"

	"adwalk/cmd/app"
)

// fileOwner names the owner of a file, "root" or "uid 1000".
func fileOwner(st fs.FileInfo) string {
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	id := strconv.Itoa(int(sys.Uid))
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return "uid " + id
}

// mayRead says why a user cannot read a file, "" where the modes let it. Access
// lists and security modules are not looked at. The error is about the user.
func mayRead(path string, st fs.FileInfo, name string) (string, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return "", app.Usage("--run-as "+name, "there is no such user on this machine", "name the user that runs the service")
	}
	if u.Uid == "0" {
		return "", nil
	}
	groups, _ := u.GroupIds()
	if !allows(st, u.Uid, groups, 4) {
		return fmt.Sprintf("mode %s, owner %s", st.Mode().Perm(), fileOwner(st)), nil
	}
	abs, err := filepath.Abs(path)
	if err != nil {
		return "", nil
	}
	for dir := filepath.Dir(abs); ; dir = filepath.Dir(dir) {
		if st, err := os.Stat(dir); err == nil && !allows(st, u.Uid, groups, 1) {
			return fmt.Sprintf("the folder %s has mode %s, owner %s", dir, st.Mode().Perm(), fileOwner(st)), nil
		}
		if dir == filepath.Dir(dir) {
			return "", nil
		}
	}
}

// allows reads one permission (4 read, 1 search) as the kernel does: the first of
// owner, group and others that applies decides.
func allows(st fs.FileInfo, uid string, groups []string, bit fs.FileMode) bool {
	sys, ok := st.Sys().(*syscall.Stat_t)
	if !ok {
		return true
	}
	perm := st.Mode().Perm()
	switch {
	case strconv.Itoa(int(sys.Uid)) == uid:
		return perm>>6&bit != 0
	case slices.Contains(groups, strconv.Itoa(int(sys.Gid))):
		return perm>>3&bit != 0
	}
	return perm&bit != 0
}
