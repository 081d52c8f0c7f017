package fix

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"adwalk/ad"
	"adwalk/ad/lookup"
)

// Setspn is the plan as setspn commands, in order. Attributes other than
// servicePrincipalName have none.
func (p Plan) Setspn() []string {
	out := []string{}
	for _, c := range p.Changes {
		if c.Change.Attribute == attrSPN {
			out = append(out, SetspnCommand(c.Change))
		}
	}
	return out
}

// SetspnToType is Setspn for a person who copies the lines: what it cannot do is
// left to the other tools, in a remark. It is empty when setspn can do nothing.
func (p Plan) SetspnToType() []string {
	out := []string{}
	names := false
	for _, c := range p.Changes {
		if c.Change.Attribute != attrSPN {
			out = append(out, fmt.Sprintf("rem take the PowerShell line for %s of %s: setspn changes names only", c.Change.Attribute, c.Change.Account))
			continue
		}
		names = true
		line := SetspnCommand(c.Change)
		if r, suspicious := ad.SuspiciousSPN(c.Change.Value); suspicious {
			line = fmt.Sprintf("rem take the PowerShell line for %s: its name holds U+%04X, which cannot be typed", c.Change.Account, r)
		}
		out = append(out, line)
	}
	if !names {
		return nil
	}
	return slices.Compact(out)
}

// ToType is the i-th change as one command that a person can copy: setspn where
// it can, else PowerShell; "" for a delete that the next change's command does.
func (p Plan) ToType(i int) string {
	c := p.Changes[i].Change
	if _, odd := ad.SuspiciousSPN(c.Value); c.Attribute == attrSPN && !odd {
		return SetspnCommand(c)
	}
	if c.Op == ad.DeleteValue && c.Attribute == attrETypes && i+1 < len(p.Changes) && p.Changes[i+1].Change.Attribute == attrETypes {
		return ""
	}
	return strings.Join(Plan{Changes: p.Changes[i : i+1]}.PowerShell(), "\n")
}

// Spelled is a value for people: where it holds characters that the eye cannot
// tell or see, they are written by number, as \u0430.
func Spelled(value string) string {
	if _, odd := ad.SuspiciousSPN(value); !odd {
		return value
	}
	quoted := strconv.QuoteToASCII(value)
	return strings.NewReplacer(`\"`, `"`, `\\`, `\`).Replace(quoted[1 : len(quoted)-1])
}

// SetspnCommand is one change of an SPN as the command an operator would type.
func SetspnCommand(c ad.Change) string {
	flag := "-S"
	if c.Op == ad.DeleteValue {
		flag = "-D"
	}
	return "setspn " + flag + " " + cmdWord(c.Value) + " " + setspnAccount(c)
}

// setspnAccount names an account so that setspn takes no other: setspn looks for a
// computer first, and in the domain of whoever runs it.
func setspnAccount(c ad.Change) string {
	name := c.Account
	if domain := dnsDomain(c.DN); domain != "" && !strings.ContainsAny(name, `\=@`) {
		name = domain + `\` + name
	}
	if strings.HasSuffix(c.Account, "$") {
		return cmdWord(name)
	}
	return "-U " + cmdWord(name)
}

// dnsDomain is the domain of a DN by its DNS name, "" where the DN has none.
func dnsDomain(dn string) string {
	var labels []string
	for _, part := range ad.SplitDN(dn) {
		if kind, label, ok := strings.Cut(part, "="); ok && strings.EqualFold(strings.TrimSpace(kind), "DC") {
			labels = append(labels, label)
		}
	}
	return strings.Join(labels, ".")
}

// cmdWord quotes a word for cmd.exe when it has to be.
func cmdWord(s string) string {
	if s != "" && !strings.ContainsAny(s, " \t&|<>^\"();,%") {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `\"`) + `"`
}

// PowerShell is the plan as commands of the ActiveDirectory module, in order. A
// single-valued attribute that is deleted and added again becomes one -Replace.
func (p Plan) PowerShell() []string {
	out := []string{}
	for i, c := range p.Changes {
		ch := c.Change
		if line := partCommand(ch); line != "" {
			out = append(out, line)
			continue
		}
		verb := "-Add"
		if ch.Op == ad.DeleteValue {
			verb = "-Remove"
			if ch.Attribute == attrETypes && i+1 < len(p.Changes) && p.Changes[i+1].Change.Attribute == attrETypes {
				continue // the add that follows replaces it
			}
		} else if ch.Attribute == attrETypes {
			verb = "-Replace"
		}
		out = append(out, "Set-ADObject -Identity "+psString(ch.DN)+" "+verb+" @{"+psString(ch.Attribute)+"="+psValue(ch)+"}")
	}
	return out
}

// partCommand is the command for a change of a flag or of an entry of a descriptor,
// "" for any other change.
func partCommand(c ad.Change) string {
	switch {
	case strings.EqualFold(c.Attribute, attrUAC):
		value := "$true"
		if c.Op == ad.DeleteValue {
			value = "$false"
		}
		return "Set-ADAccountControl -Identity " + psString(c.DN) + " -TrustedToAuthForDelegation " + value
	case strings.EqualFold(c.Attribute, attrTrustees):
		// Set-ADComputer -PrincipalsAllowedToDelegateToAccount writes the whole list; this
		// keeps the other entries.
		sid := "[Security.Principal.SecurityIdentifier]" + psString(lookup.TrusteeSID(c.Value))
		edit := "$d.AddAccessRule((New-Object DirectoryServices.ActiveDirectoryAccessRule(" + sid + ",'GenericAll','Allow')))"
		if c.Op == ad.DeleteValue {
			edit = "$d.PurgeAccessRules(" + sid + ")"
		}
		return "$d=(Get-ADObject -Identity " + psString(c.DN) + " -Properties " + attrTrustees + ").'" + attrTrustees + "'; if(!$d){$d=New-Object DirectoryServices.ActiveDirectorySecurity}; " +
			edit + "; Set-ADObject -Identity " + psString(c.DN) + " -Replace @{'" + attrTrustees + "'=$d}"
	}
	return ""
}

func psValue(c ad.Change) string {
	if _, err := strconv.ParseUint(c.Value, 10, 32); err == nil && c.Attribute == attrETypes {
		return c.Value
	}
	if _, suspicious := ad.SuspiciousSPN(c.Value); suspicious {
		return psSpelled(c.Value)
	}
	return psString(c.Value)
}

// psSpelled is an expression that names the characters outside of ASCII by their
// numbers, so that a copy by eye or by clipboard keeps them.
func psSpelled(s string) string {
	var parts []string
	plain := ""
	flush := func() {
		if plain != "" {
			parts, plain = append(parts, psString(plain)), ""
		}
	}
	for _, r := range s {
		if r >= ' ' && r <= '~' {
			plain += string(r)
			continue
		}
		flush()
		parts = append(parts, fmt.Sprintf("[char]::ConvertFromUtf32(0x%x)", r))
	}
	flush()
	return "(" + strings.Join(parts, "+") + ")"
}

// psString is a single-quoted PowerShell string. PowerShell takes the curly
// single quotes for quotes too, so they are doubled as well.
func psString(s string) string {
	var b strings.Builder
	b.WriteByte('\'')
	for _, r := range s {
		switch r {
		case '\'', '\u2018', '\u2019', '\u201a', '\u201b':
			b.WriteRune(r)
		}
		b.WriteRune(r)
	}
	b.WriteByte('\'')
	return b.String()
}
