package ccache

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"adwalk/ad"
)

// maxCollection bounds how many caches of a collection are read.
const maxCollection = 256

// dirPrimary gives the file of a DIR collection that is in use: the one that
// "primary" names, "tkt" without that file. A residual that begins with a
// colon names the file itself.
func dirPrimary(residual string) (string, error) {
	if path, ok := strings.CutPrefix(residual, ":"); ok {
		return path, nil
	}
	b, err := readFile(filepath.Join(residual, "primary"))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return filepath.Join(residual, "tkt"), nil
	case err != nil:
		return "", fileProblem("DIR:"+residual, err)
	}
	name := strings.TrimRight(string(b), "\r\n")
	if !strings.HasPrefix(name, "tkt") || strings.ContainsAny(name, "/\x00\n") || len(name) > 255 {
		return "", &ad.Problem{Kind: ad.ProblemUsage, What: "reading the collection DIR:" + residual,
			Why: fmt.Sprintf("its file primary names no cache: %.40q", name), Do: "run kswitch, or name a cache with --ccache DIR::/path/tkt…"}
	}
	return filepath.Join(residual, name), nil
}

// dirMembers lists the files of a collection, the primary first.
func dirMembers(residual string) ([]string, error) {
	dir := residual
	if path, ok := strings.CutPrefix(residual, ":"); ok {
		dir = filepath.Dir(path)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fileProblem("DIR:"+residual, err)
	}
	primary, primaryErr := dirPrimary(residual)
	var out []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "tkt") && len(out) < maxCollection {
			out = append(out, filepath.Join(dir, e.Name()))
		}
	}
	sort.Strings(out)
	for i, p := range out {
		if p == primary {
			return append([]string{p}, append(out[:i:i], out[i+1:]...)...), nil
		}
	}
	if primaryErr != nil {
		return out, primaryErr
	}
	if len(out) == 0 {
		return nil, &ad.Problem{Kind: ad.ProblemNotFound, What: "reading the collection DIR:" + residual, Why: "there is no cache in it",
			Do: "run kinit, or log in with --user"}
	}
	return out, nil
}
