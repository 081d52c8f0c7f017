//go:build !windows

package journal

import (
	"io/fs"
	"os/user"
	"strconv"
	"syscall"
)

// owner names who owns a file: the login name, or the number where nobody has it.
func owner(info fs.FileInfo) string {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return ""
	}
	id := strconv.FormatUint(uint64(st.Uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}
