package ccache

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"

	"adwalk/ad"
	"adwalk/ad/safefile"
)

// Open reads the cache of a name as KRB5CCNAME has it: a path, FILE:path,
// DIR:dir, DIR::file, KCM:, KCM:residual, KEYRING:residual or, on Windows, MSLSA:. The error is an *ad.Problem;
// together with a nil cache it means that nothing could be used. A cache that
// is damaged behind its first entries is returned with the Problem.
func Open(ctx context.Context, name string) (*Cache, error) { return open(ctx, name, KCMSocket) }

func open(ctx context.Context, name, socket string) (*Cache, error) {
	kind, residual := split(name)
	switch kind {
	case "FILE":
		return openFile("FILE:"+residual, residual)
	case "DIR":
		path, err := dirPrimary(residual)
		if err != nil {
			return nil, err
		}
		return openFile("DIR::"+path, path)
	case "KCM":
		return openKCM(ctx, socket, residual)
	case "KEYRING":
		return openKeyring(ctx, residual)
	case "MSLSA":
		return openLogonSession(ctx)
	}
	return nil, unsupported(name, kind)
}

// split takes the type off a cache name. A bare path is a FILE, also one that
// begins with a drive letter: no type has a name of one letter.
func split(name string) (kind, residual string) {
	k, r, ok := strings.Cut(name, ":")
	if !ok || strings.ContainsAny(k, "/\\") || len(k) < 2 {
		return "FILE", name
	}
	return strings.ToUpper(k), r
}

// unsupported names a kind of cache that cannot be read, and the way out.
func unsupported(name, kind string) *ad.Problem {
	p := &ad.Problem{Kind: ad.ProblemUsage, What: "reading the cache " + name,
		Do: "run kinit -c FILE:/tmp/krb5cc_adwalk and give --ccache FILE:/tmp/krb5cc_adwalk, or log in with --user"}
	switch kind {
	case "API":
		p.Why = "it is behind the operating system's own credential interface"
	case "MSLSA":
		p.Why = "it is the Windows logon session's cache, which exists on Windows only"
	case "MEMORY":
		p.Why = "it is inside the memory of the program that made it and cannot be reached from another"
	default:
		p.Why = kind + " is no kind of cache that is known here (FILE, DIR, KCM, KEYRING)"
	}
	return p
}

func openFile(name, path string) (*Cache, error) {
	b, err := readFile(path)
	if err != nil {
		return nil, fileProblem(name, err)
	}
	c, err := Parse(b)
	if c != nil {
		c.Name = name
	}
	if err != nil {
		return c, &ad.Problem{Kind: ad.ProblemUsage, What: "reading the cache " + name, Why: "it is damaged: " + err.Error(),
			Do: "run kdestroy and kinit, or name another cache with --ccache", Err: err}
	}
	return c, nil
}

// readFile reads at most MaxSize bytes of a regular file.
func readFile(path string) ([]byte, error) {
	f, err := safefile.Source(path, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !st.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a file", path)
	}
	b, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	if err == nil && len(b) > MaxSize {
		err = fmt.Errorf("%s is larger than %d bytes", path, MaxSize)
	}
	return b, err
}

func fileProblem(name string, err error) *ad.Problem {
	p := &ad.Problem{Kind: ad.ProblemUsage, What: "reading the cache " + name, Why: err.Error(), Do: "check the path, or name another with --ccache", Err: err}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		p.Kind, p.Why, p.Do = ad.ProblemNotFound, "there is no such file", "run kinit, or name another cache with --ccache, or log in with --user"
	case errors.Is(err, fs.ErrPermission):
		p.Kind, p.Why, p.Do = ad.ProblemNoRight, "it may not be read by this user", "run as the user who ran kinit"
	}
	return p
}
