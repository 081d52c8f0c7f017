package keytabcheck

import (
	"io/fs"

	"adwalk/cmd/app"
)

// fileOwner is not read on Windows: keytabs belong to services on other systems.
func fileOwner(fs.FileInfo) string { return "" }

// mayRead cannot tell on Windows.
func mayRead(_ string, _ fs.FileInfo, name string) (string, error) {
	return "", app.Usage("--run-as "+name, "file modes are not read on Windows", "run this on the machine of the service")
}
