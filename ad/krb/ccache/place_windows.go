package ccache

import (
	"os"
	"path/filepath"
)

// defaultCache is that of MIT Kerberos for Windows, FILE:%{TEMP}\krb5cc, where it is
// there, and else that of the logon session.
func defaultCache() string {
	file := filepath.Join(os.TempDir(), "krb5cc")
	if _, err := os.Stat(file); err != nil {
		return logonSession
	}
	return "FILE:" + file
}

func tempDir() string { return os.TempDir() }
