package app

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"
)

// Version and Commit are set by the linker for releases.
var (
	Version = "0.1.0"
	Commit  = ""
)

// VersionAnswer is what adwalk version says, and its JSON.
type VersionAnswer struct {
	Version  string `json:"version"`
	Commit   string `json:"commit"` // "" where the program was built without it
	Go       string `json:"go"`
	Platform string `json:"platform"`
	Build    string `json:"build"` // "operator" or "auditor"
}

// VersionOf is what this program is.
func VersionOf() VersionAnswer {
	a := VersionAnswer{Version: Version, Commit: cmp.Or(Commit, builtFrom()), Go: runtime.Version(), Platform: runtime.GOOS + "/" + runtime.GOARCH, Build: "operator"}
	if !editorLinked {
		a.Build = "auditor"
	}
	return a
}

// builtFrom is the commit that Go noted in the program, "" for none.
func builtFrom() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return ""
	}
	commit, changed := "", false
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			commit = s.Value
		case "vcs.modified":
			changed = s.Value == "true"
		}
	}
	if commit != "" && changed {
		commit += " and changes"
	}
	return commit
}

// String is the line for a person.
func (a VersionAnswer) String() string {
	return fmt.Sprintf("adwalk %s (commit %s, %s, %s, %s build)", a.Version, cmp.Or(a.Commit, "not known"), a.Platform, a.Go, a.Build)
}
