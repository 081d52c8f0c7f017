package journals

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"adwalk/ad"
	"adwalk/ad/journal"
	"adwalk/cmd/app"
	"adwalk/ui/safetext"
)

// userEntry is an entry of somebody's journal.
type userEntry struct {
	User string `json:"user"` // who owns the file
	journal.Entry
}

// runAllJournals lists the journals of all users. Each is a user's own file, so
// what it says is that user's word.
func runAllJournals(s *app.Session, o journalOptions) error {
	if os.Geteuid() != 0 {
		return &ad.Problem{Kind: ad.ProblemNoRight, What: "reading the journals of all users", Why: "only root may read them", Do: "run it with sudo, or leave --all out"}
	}
	rows := []userEntry{}
	for _, home := range homes() {
		c, err := journal.LoadHome(home)
		if err != nil {
			fmt.Fprintf(s.Err, "adwalk: %s: %s\n", safetext.Printable(home), safetext.Printable(err.Error()))
		}
		// A directory can be called anything: the owner of the file is who wrote it.
		who := cmp.Or(c.Owner, filepath.Base(home))
		for _, n := range c.Damaged {
			fmt.Fprintf(s.Err, "adwalk: %s: %s\n", safetext.Printable(home), safetext.Printable(n.Error()))
		}
		for _, e := range c.Entries {
			rows = append(rows, userEntry{who, e})
		}
	}
	slices.SortStableFunc(rows, func(a, b userEntry) int { return cmp.Or(a.Time.Compare(b.Time), strings.Compare(a.ID, b.ID)) })
	if o.json {
		return app.WriteJSON(s.Out, rows)
	}
	if len(rows) == 0 {
		fmt.Fprintln(s.Out, "Nothing was written yet.")
	}
	for _, r := range rows {
		fmt.Fprintf(s.Out, "%s: ", safetext.Printable(r.User))
		printEntry(s, r.Entry)
	}
	return nil
}

// homes lists home directories: those of local accounts, and those of a domain's
// users, which are in no file of this machine.
func homes() []string {
	found := map[string]bool{}
	if f, err := os.Open("/etc/passwd"); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			if parts := strings.Split(lines.Text(), ":"); len(parts) > 5 && len(parts[5]) > 1 {
				found[filepath.Clean(parts[5])] = true
			}
		}
	}
	for _, pattern := range []string{"/root", "/home/*", "/home/*/*", "/Users/*", "/usr/home/*"} {
		match, _ := filepath.Glob(pattern)
		for _, dir := range match {
			if info, err := os.Lstat(dir); err == nil && info.IsDir() { // what a user links to is no home
				found[dir] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
