package cli

import "io/fs"

// fileOwner is not read on Windows: keytabs belong to services on other systems.
func fileOwner(fs.FileInfo) string { return "" }

// mayRead cannot tell on Windows.
func mayRead(_ string, _ fs.FileInfo, name string) (string, error) {
	return "", usage("--run-as "+name, "file modes are not read on Windows", "run this on the machine of the service")
}
