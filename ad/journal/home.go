package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"adwalk/ad"
)

// LoadHome reads the journal below another user's home directory, for root. No
// link leads out of it, and only a regular file is read. None is an empty one.
func LoadHome(home string) (Contents, error) {
	root, err := os.OpenRoot(home)
	if err != nil {
		return Contents{}, nil // a home that is no directory has no journal
	}
	defer root.Close()
	const name = ".local/state/adwalk/" + fileName
	info, err := root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return Contents{}, nil
	}
	if err == nil && !info.Mode().IsRegular() {
		err = fmt.Errorf("%s is not a regular file", name)
	}
	if err != nil {
		return Contents{}, ad.AsProblem(err, ad.ProblemRefused, "the journal in "+home+" cannot be read")
	}
	f, err := root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return Contents{}, ad.AsProblem(err, ad.ProblemRefused, "the journal in "+home+" cannot be read")
	}
	defer f.Close()
	c, err := parseFile(f, filepath.Join(home, name))
	if err == nil {
		if info, err = f.Stat(); err == nil {
			c.Owner = owner(info)
		}
	}
	if err != nil {
		err = ad.AsProblem(err, ad.ProblemRefused, "the journal in "+home+" cannot be read")
	}
	return c, err
}
