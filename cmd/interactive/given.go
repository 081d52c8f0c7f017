package interactive

import (
	"context"
	"os"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/cmd/recordings"
	"adwalk/diag"
	"adwalk/diag/keytabs"
	"adwalk/diag/names"
	"adwalk/ui"
	"adwalk/ui/screen"
)

// maxPath bounds a line that may be the path of a file, in bytes.
const maxPath = 1024

// readGiven says whether a line that was typed or pasted on the start screen may name a
// file: a keytab or a recording. What it names is read as a task, since it may be large
// or far away; a line that turns out to name none is explained.
func readGiven(s *app.Session, text string) (name string, read func(ctx context.Context) []ui.Explanation) {
	line := strings.TrimSpace(text)
	if strings.ContainsAny(line, "\r\n;") || len(line) > maxPath || strings.Contains(line, "://") {
		return "", nil
	}
	if s.LabKeytab(line) == nil && !strings.ContainsAny(line, `/\.`) {
		return "", nil
	}
	return line, func(ctx context.Context) []ui.Explanation {
		if out := explainFile(ctx, s, line); out != nil {
			return out
		}
		return explainGiven(s, text)
	}
}

// explainGiven says what was typed or pasted on the start screen: an error text, or a
// service as its clients name it. The guide to go on with has its inputs filled in.
func explainGiven(s *app.Session, text string) []ui.Explanation {
	line := strings.TrimSpace(text)
	if strings.ContainsAny(line, "\r\n") || len(line) > 4096 {
		return append(ui.Explain(text), explainLines(text)...)
	}
	if out := ui.Explain(text); len(out) > 0 {
		return out
	}
	return explainTarget(s, line)
}

// maxReadAtOnce bounds a paste that is read while the console waits, in bytes.
const maxReadAtOnce = 1 << 20

// explainLines offers the timeline of a recording that was pasted as text.
func explainLines(text string) []ui.Explanation {
	if len(text) > maxReadAtOnce {
		return []ui.Explanation{{Title: "The timeline of what you pasted", What: "it is read on its own screen", Screen: screen.ToNamed{Name: "read", Pasted: text}}}
	}
	a, err := recordings.ReadPaste(context.Background(), text)
	if err != nil || len(a.Events) == 0 {
		return nil
	}
	return []ui.Explanation{{Title: "The timeline of what you pasted", What: a.Source + ", " + diag.Count(len(a.Findings), "finding") + ", " + diag.Count(len(a.Events)+a.More, "event"),
		Screen: screen.ToNamed{Name: "read", Pasted: text}}}
}

// explainFile reads a file that was named by its path; nil where it is none. A
// restricted session reaches files of its report folder only.
func explainFile(ctx context.Context, s *app.Session, name string) []ui.Explanation {
	if b := s.LabKeytab(name); b != nil {
		kt, _ := keytab.Parse(b)
		return explainKeytab(name, kt)
	}
	if !strings.ContainsAny(name, `/\.`) {
		return nil
	}
	path, err := s.File(name)
	if err != nil {
		return nil
	}
	st, err := os.Stat(path)
	if err != nil || !st.Mode().IsRegular() {
		return nil
	}
	if kt, _ := keytab.Read(path); kt != nil && !s.Flags.Restricted {
		return explainKeytab(path, kt)
	}
	a, err := recordings.Read(ctx, s, name, nil)
	if err != nil {
		p := ad.AsProblem(err, ad.ProblemUsage, "reading "+name)
		return []ui.Explanation{{Title: "The file cannot be read", What: p.Error(), Do: []string{p.Do}}}
	}
	var out []ui.Explanation
	for _, f := range a.Findings {
		out = append(out, ui.Explanation{Title: f.Title, What: f.What, Cause: f.Causes, Do: f.Next, Guide: f.Guide, Values: f.Inputs})
	}
	what := diag.Count(len(a.Findings), "finding") + ", " + diag.Count(len(a.Events)+a.More, "event")
	if len(out) == 0 {
		what = a.Source + " with nothing that points to Kerberos trouble, " + diag.Count(len(a.Events)+a.More, "event")
	}
	return append(out, ui.Explanation{Title: "The timeline of this recording", What: what, Screen: screen.ToNamed{Name: "read", Arg: name}})
}

// explainKeytab leads to the guide of the service that a keytab was made for.
func explainKeytab(file string, kt *keytab.Keytab) []ui.Explanation {
	e := ui.Explanation{Title: "A keytab"}
	if kt == nil {
		return []ui.Explanation{{Title: "A damaged keytab", What: file + " holds no key that can be read", Do: []string{"export it again"}}}
	}
	best := ""
	for _, entry := range kt.Entries {
		name, _, _ := strings.Cut(entry.Principal(), "@")
		class, host, ok := strings.Cut(name, "/")
		switch {
		case !ok || strings.EqualFold(class, "RestrictedKrbHost"):
		case best == "", strings.HasPrefix(strings.ToLower(best), "host/") && !strings.EqualFold(class, "host"), !strings.Contains(best, ".") && strings.Contains(host, "."):
			best = name
		}
	}
	e.What = file + ": " + diag.Count(len(kt.Entries), "key")
	if best != "" {
		e.What += ", for " + best
	}
	e.Guide, e.Values = keytabs.GuideFor(file, best)
	return []ui.Explanation{e, {Title: "Every key of it, tried on a fresh ticket", What: "which key fits, and how to make the right one", Screen: screen.ToNamed{Name: "keytab", Arg: file}}}
}

// hostLike says whether a bare word is a host: it has a port, is an address, or has a dot
// and no end of digits as a version has.
func hostLike(t ad.ServiceTarget) bool {
	if _, address := t.Address(); address || t.Port != "" {
		return true
	}
	dot := strings.LastIndexByte(t.Host, '.')
	return dot > 0 && strings.Trim(t.Host[dot+1:], "0123456789") != ""
}

// account says whether what looks like a host with an instance is an account of the
// domain, DOMAIN\name.
func account(s *app.Session, t ad.ServiceTarget) bool {
	domain, _, _ := strings.Cut(s.Live().KerberosConfig().DefaultRealm, ".")
	return t.Form == ad.TargetSQL && t.Port == "" && t.Instance != "" && strings.EqualFold(t.Host, domain)
}

// explainTarget leads to the guide for a service as its clients name it. What may be a
// password in a connection string is left out.
func explainTarget(s *app.Session, line string) []ui.Explanation {
	t, err := ad.ParseServiceTarget(line)
	switch {
	case err != nil && strings.ContainsAny(line, `=\`), err != nil && strings.Contains(line, "://"):
		p := ad.AsProblem(err, ad.ProblemUsage, "reading it")
		return []ui.Explanation{{Title: "This names no service", What: p.What + ": " + p.Why, Do: []string{p.Do}}}
	case err != nil, t.Form == ad.TargetHost && !hostLike(t), account(s, t):
		return nil
	}
	value := names.Typed(t, line)
	title, what := "A service", "its clients ask for "+t.SPN()
	if t.Form == ad.TargetHost && t.Guessed && t.Scheme == "" {
		title, what = "A host", "taken for a web site, whose clients ask for "+t.SPN()
	}
	var out []ui.Explanation
	for _, g := range names.Guides(t) {
		out = append(out, ui.Explanation{Title: title, What: what, Guide: g, Values: map[string]string{"service": value},
			Do: []string{"adwalk names " + ad.ShellQuote(value) + " shows what each kind of client asks for"}})
	}
	if s.Flags.Restricted {
		return out
	}
	return append(out, ui.Explanation{Title: "Which SPN each client asks for", What: "browsers, MIT, Java, Windows and others, and who owns it", Screen: screen.ToNamed{Name: "names", Arg: value}})
}
