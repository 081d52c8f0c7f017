package ad

import (
	"slices"
	"strings"
)

// mountSource says that s is written as mount takes an NFS server: host:/path.
func mountSource(s string) bool {
	host, path, ok := strings.Cut(s, ":")
	return ok && host != "" && !strings.ContainsAny(host, "/@ ") && strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//")
}

// fstabSource is what a line of fstab, or of a map of the automounter, mounts from a server.
func fstabSource(s string) (string, bool) {
	f := strings.Fields(s)
	if n := len(f); n > 2 && strings.HasPrefix(f[1], "-fstype=") { // a map of the automounter
		f = []string{strings.TrimPrefix(f[n-1], ":"), f[0], beforeFirst(strings.TrimPrefix(f[1], "-fstype="), ","), ""}
	}
	if len(f) < 4 || !slices.Contains([]string{"cifs", "smb3", "smbfs", "nfs", "nfs4"}, f[2]) || !strings.HasPrefix(f[0], "//") && !mountSource(f[0]) {
		return "", false
	}
	return strings.ReplaceAll(f[0], `\040`, " "), true
}
