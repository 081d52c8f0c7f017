//go:build ignore

// Typecheck checks a program and all that it imports for other platforms, from their
// source and without compiling: go run .ci/typecheck.go PACKAGE SYSTEM/PROCESSOR…
//
// Each platform is checked for operators and for auditors. Exit status 1 when one has
// an error.
package main

import (
	"fmt"
	"os"
	"strings"

	"golang.org/x/tools/go/packages"
)

func main() {
	failed := false
	for _, platform := range os.Args[2:] {
		system, processor, _ := strings.Cut(platform, "/")
		for _, tags := range []string{"", "auditor"} {
			name := strings.TrimSpace(platform + " " + tags)
			n, err := check(os.Args[1], system, processor, tags)
			if err != nil {
				fmt.Println(name+": FAILED:", err)
				failed = true
				continue
			}
			fmt.Printf("%s: %d packages are well typed\n", name, n)
		}
	}
	if failed {
		os.Exit(1)
	}
}

// check returns how many packages were checked, and the first error found.
func check(program, system, processor, tags string) (int, error) {
	roots, err := packages.Load(&packages.Config{
		Mode:       packages.LoadAllSyntax,
		Env:        append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0"),
		BuildFlags: []string{"-tags", tags},
	}, program)
	if err != nil {
		return 0, err
	}
	n := 0
	packages.Visit(roots, nil, func(p *packages.Package) {
		n++
		if len(p.Errors) > 0 && err == nil {
			err = p.Errors[0]
		}
	})
	if err == nil && n < 100 {
		err = fmt.Errorf("only %d packages were found", n)
	}
	return n, err
}
