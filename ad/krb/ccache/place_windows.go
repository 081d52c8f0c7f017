package ccache

import (
	"os"
	"path/filepath"
)

// defaultCache is that of MIT Kerberos for Windows, FILE:%{TEMP}\krb5cc. The
// logon session's own tickets (MSLSA:) cannot be read by other libraries.
func defaultCache() string { return "FILE:" + filepath.Join(os.TempDir(), "krb5cc") }

func tempDir() string { return os.TempDir() }
