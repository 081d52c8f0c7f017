package settings

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/BurntSushi/toml"

	"adwalk/ad/safefile"
)

// MaxSize is the longest file that is read, in bytes.
const MaxSize = 1 << 20

// File is what a configuration file says. Values are as the command line would
// give them; an option of a list has several.
type File struct {
	Path     string
	Profile  string                         // the profile that is used when none is asked for
	Options  map[string][]string            // by the option's long name
	Profiles map[string]map[string][]string // by the profile's name
	Commands map[string]map[string][]string // options of one command, by its name
}

// DefaultPath is where the file lies unless another was named: adwalk/config.toml
// in the user's configuration directory ($XDG_CONFIG_HOME or ~/.config; on
// Windows %AppData%).
func DefaultPath() (string, error) {
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "adwalk", "config.toml"), nil
}

// Load reads a file. Where there is none the error is fs.ErrNotExist. A file that
// belongs to somebody else, or that others may write to, is refused.
func Load(path string) (*File, error) {
	real, err := filepath.EvalSymlinks(path) // dot-files are often links; what they lead to is checked
	if err != nil {
		return nil, err
	}
	f, err := safefile.Open(real, os.O_RDONLY)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &fs.PathError{Op: "read", Path: path, Err: errors.New("it is no file")}
	}
	text, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err != nil {
		return nil, err
	}
	out, err := Parse(text)
	if err != nil {
		return nil, err
	}
	out.Path = path
	return out, nil
}

// Parse reads the text of a file, in TOML 1.0.
func Parse(text []byte) (*File, error) {
	if len(text) > MaxSize {
		return nil, errors.New("it is longer than 1 MB")
	}
	var raw map[string]any
	if err := toml.Unmarshal(text, &raw); err != nil {
		var at toml.ParseError
		if errors.As(err, &at) {
			return nil, fmt.Errorf("line %d: %s", at.Position.Line, at.Message)
		}
		return nil, err
	}
	out := &File{Options: map[string][]string{}, Profiles: map[string]map[string][]string{}, Commands: map[string]map[string][]string{}}
	var err error
	for _, key := range slices.Sorted(maps.Keys(raw)) {
		switch v := raw[key]; key {
		case "profile":
			if out.Profiles, err = sections(key, v); err != nil {
				return nil, err
			}
		case "default-profile":
			name, ok := v.(string)
			if !ok {
				return nil, fmt.Errorf("%s: it must be a text", key)
			}
			out.Profile = name
		case "command":
			if out.Commands, err = sections(key, v); err != nil {
				return nil, err
			}
		default:
			if out.Options[key], err = values(key, v); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}

// sections reads the tables below one, such as [profile.NAME].
func sections(name string, v any) (map[string]map[string][]string, error) {
	tables, ok := v.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s: write [%s.NAME] and the options below it", name, name)
	}
	out := map[string]map[string][]string{}
	for _, section := range slices.Sorted(maps.Keys(tables)) {
		table, ok := tables[section].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s.%s: write [%s.NAME] and the options below it", name, section, name)
		}
		out[section] = map[string][]string{}
		for key, v := range table {
			got, err := values(name+"."+section+"."+key, v)
			if err != nil {
				return nil, err
			}
			out[section][key] = got
		}
	}
	return out, nil
}

// values is what one option is set to.
func values(name string, v any) ([]string, error) {
	switch v := v.(type) {
	case string:
		return []string{v}, nil
	case bool:
		return []string{strconv.FormatBool(v)}, nil
	case int64:
		return []string{strconv.FormatInt(v, 10)}, nil
	case []any:
		out := []string{}
		for _, one := range v {
			got, err := values(name, one)
			if _, nested := one.([]any); nested || err != nil {
				return nil, fmt.Errorf("%s: a list holds texts only", name)
			}
			out = append(out, got[0])
		}
		return out, nil
	}
	return nil, fmt.Errorf("%s: it must be a text, true, false, a whole number or a list of texts", name)
}

// ProfileNamed finds a profile whatever its case.
func (f *File) ProfileNamed(name string) (string, map[string][]string, bool) {
	for known, options := range f.Profiles {
		if strings.EqualFold(known, name) {
			return known, options, true
		}
	}
	return "", nil, false
}
