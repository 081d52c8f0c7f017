//go:build !windows

package ccache

import (
	"cmp"
	"os"
	"strconv"
)

// defaultCache is MIT's and Heimdal's: a file in /tmp named after the user.
func defaultCache() string { return "FILE:/tmp/krb5cc_" + strconv.Itoa(os.Getuid()) }

func tempDir() string { return cmp.Or(os.Getenv("TMPDIR"), "/tmp") }
