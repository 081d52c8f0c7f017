package adtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Pair is two domain controllers of one domain that do not replicate by
// themselves: what is written to one is absent on the other until Replicate.
type Pair struct {
	DC1, DC2 *DC
}

// SambaPair returns the binary's two domain controllers, and starts them for
// the first test that asks. They share nothing with the one of [Samba].
func SambaPair(t testing.TB, options ...Option) Pair {
	t.Helper()
	needSamba(t)
	dcs := shared(t, fmt.Sprint("pair", options), func() ([]*DC, error) { return startPair(options) })
	return Pair{DC1: dcs[0], DC2: dcs[1]}
}

// Replicate brings the changes of the domain partition from DC1 to DC2, or the
// other way with back.
func (p Pair) Replicate(back bool) {
	from, to := p.DC1, p.DC2
	if back {
		from, to = to, from
	}
	to.t.Helper()
	to.Tool("drs", "replicate", to.Host, from.Host, to.BaseDN, "--local", "-U"+adminUser+"%"+adminPassword)
}

// Publish enters the second domain controller in DNS, once.
func (p Pair) Publish() {
	p.DC1.t.Helper()
	if _, err := p.DC1.Resolver().LookupHost(context.Background(), p.DC2.Host); err != nil {
		p.DC1.AddDNS(p.DC2.Name, p.DC2.Addr)
	}
}

func startPair(options []Option) ([]*DC, error) {
	from, err := pairTemplate()
	if err != nil {
		return nil, err
	}
	var dcs []*DC
	for _, host := range []string{"dc1", "dc2"} {
		p, err := claim(ports...)
		if err != nil {
			return nil, err
		}
		dc, err := launch(p, filepath.Join(from, host), host, options)
		if err != nil {
			return nil, err
		}
		dcs = append(dcs, dc)
	}
	for _, dc := range dcs {
		for _, other := range dcs {
			was, err := os.ReadFile(filepath.Join(from, other.Name+".address"))
			if err != nil {
				return nil, err
			}
			// By way of an address that nothing has, so that swapped ones do not meet.
			if err := dc.moveDNS(string(was), "192.0.2."+other.Name[2:]); err != nil {
				return nil, err
			}
			dc.files.known[other.Host] = other.Addr
		}
		for _, other := range dcs {
			if err := dc.moveDNS("192.0.2."+other.Name[2:], other.Addr); err != nil {
				return nil, err
			}
		}
		if err := dc.files.write(); err != nil {
			return nil, err
		}
	}
	return dcs, nil
}

// pairTemplate returns a directory with both domain controllers at rest. The
// second joins the first over the network, which takes ten seconds: once a
// machine.
func pairTemplate() (string, error) {
	single, err := template()
	if err != nil {
		return "", err
	}
	return cached(filepath.Base(single)+"-pair", func(dir string) error {
		dc1, err := startFirst(nil)
		if err != nil {
			return err
		}
		defer dc1.shutdown()
		second, err := claim(ports...)
		if err != nil {
			return err
		}
		defer second.release()
		if err := dc1.join(second); err != nil {
			return err
		}
		files := map[string]string{"dc1": dc1.Addr, "dc2": second.addr}
		dirs := map[string]string{"dc1": dc1.place.dir, "dc2": second.dir}
		dc1.server.stop()
		for name, addr := range files {
			err := errors.Join(os.WriteFile(filepath.Join(dir, name+".address"), []byte(addr), 0o644),
				run(nil, "cp", "-a", dirs[name], filepath.Join(dir, name)))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// join makes the domain's second domain controller in a directory.
func (d *DC) join(p *place) error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	tool, err := lookup("samba-tool")
	if err != nil {
		return err
	}
	out, err := d.command(ctx, tool, "domain", "join", d.Realm, "DC", "-s", "/dev/null",
		"--realm="+d.Realm, "-W"+d.Domain, "-U"+adminUser+"%"+adminPassword, "--server="+d.Host, "--targetdir="+p.dir, "--dns-backend=SAMBA_INTERNAL",
		"--option=netbios name=DC2", "--option=bind interfaces only=yes", "--option=interfaces="+p.addr+"/8",
		unprivileged, "--option=xattr_tdb:file="+p.path("xattr.tdb")).CombinedOutput()
	if err != nil {
		return fmt.Errorf("join a second domain controller: %w: %s", err, out)
	}
	conf := p.path("offline.conf")
	if err := writeConf(conf, p.dir, "dc2", p.addr, nil); err != nil {
		return err
	}
	return run(nil, "samba_spnupdate", "-s", conf)
}
