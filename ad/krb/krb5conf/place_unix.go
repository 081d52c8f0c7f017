//go:build !windows

package krb5conf

import (
	"os"
	"strings"
)

// DefaultPath is where the configuration is when KRB5_CONFIG does not say.
const DefaultPath = "/etc/krb5.conf"

func defaultPaths() []string { return []string{DefaultPath} }

func environment() []string {
	if env := os.Getenv("KRB5_CONFIG"); env != "" {
		return strings.Split(env, ":")
	}
	return nil
}
