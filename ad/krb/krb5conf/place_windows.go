package krb5conf

import (
	"os"
	"path/filepath"
	"strings"
)

// DefaultPath is where MIT Kerberos for Windows keeps its configuration.
const DefaultPath = `C:\ProgramData\MIT\Kerberos5\krb5.ini`

// defaultPaths are those of MIT Kerberos for Windows, the machine's own first.
func defaultPaths() []string {
	paths := []string{DefaultPath}
	if d := os.Getenv("ProgramData"); d != "" {
		paths[0] = filepath.Join(d, "MIT", "Kerberos5", "krb5.ini")
	}
	if d := os.Getenv("WINDIR"); d != "" {
		paths = append(paths, filepath.Join(d, "krb5.ini"))
	}
	return paths
}

// environment splits KRB5_CONFIG at semicolons: a colon follows a drive letter.
func environment() []string {
	if env := os.Getenv("KRB5_CONFIG"); env != "" {
		return strings.Split(env, ";")
	}
	return nil
}
