//go:build man

package main

import (
	"fmt"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra/doc"

	"adwalk/cmd/app"
	"adwalk/cmd/cli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: man DIRECTORY")
		os.Exit(2)
	}
	if err := pages(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// pages writes one page for each command. SOURCE_DATE_EPOCH is their date, so that
// they can be made again byte for byte.
func pages(dir string) error {
	header := &doc.GenManHeader{Title: "ADWALK", Section: "1", Source: "adwalk " + app.Version, Manual: "adwalk"}
	if epoch, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		date := time.Unix(epoch, 0).UTC()
		header.Date = &date
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	root := cli.Command()
	root.DisableAutoGenTag = true
	prepare(root)
	return doc.GenManTree(root, header, dir)
}
