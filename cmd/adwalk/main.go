// Command adwalk walks an operator from a Kerberos symptom to its cause in
// Active Directory, proves it on the wire and applies the fix.
package main

import (
	"os"

	"adwalk/cmd/cli"
)

func main() { os.Exit(cli.Main()) }
