package pages

// Texts turns codes into words; it is what diag.Findings wants.
type Texts struct{}

// Catalogue returns the embedded catalogue.
func Catalogue() Texts { return Texts{} }

// Title returns the headline of a code, the code itself when it has no page.
func (Texts) Title(code string) string {
	if p, ok := ByCode(code); ok {
		return p.Title
	}
	return code
}

// Summary returns the one-line text of a finding.
func (Texts) Summary(code string, args map[string]string) string {
	if p, ok := ByCode(code); ok {
		return Fill(p.Summary, args)
	}
	return code
}

// Do returns what to do about a finding: the argument "do" where what went wrong
// came with advice of its own, otherwise the page's.
func (Texts) Do(code string, args map[string]string) string {
	if own := args["do"]; own != "" {
		return own
	}
	p, _ := ByCode(code)
	return Fill(p.Do, args)
}

// Command returns the command to copy for a finding, "" when there is none or
// when one of its arguments is not known: half a command is worse than none.
func (Texts) Command(code string, args map[string]string) string {
	p, _ := ByCode(code)
	for _, name := range Placeholders(p.Command) {
		if args[name] == "" {
			return ""
		}
	}
	return Fill(p.Command, args)
}
