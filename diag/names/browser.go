package names

import (
	"fmt"
	"strings"

	"adwalk/ad"
)

// noPort says why the port of an instance is not known.
func (in Input) noPort() string {
	if in.Browser == nil || in.Browser.Told == ad.TellsUnasked {
		return "SQL Server Browser was not asked"
	}
	return in.Browser.Problem.Why
}

// BrowserLines say what SQL Server Browser told of an instance, and what a client does
// then. They are none where no Browser is needed.
func BrowserLines(b *ad.SQLInstance) []string {
	if b == nil {
		return nil
	}
	var out []string
	switch b.Told {
	case ad.TellsPort:
		out = append(out, fmt.Sprintf("SQL Server Browser (%s): the instance %s has the TCP port %s. Unless it is a fixed one, it can change with each start of the instance.", b.Asked, b.Instance, b.Port))
	case ad.TellsNoTCP:
		out = append(out, fmt.Sprintf("SQL Server Browser (%s): the instance %s serves no TCP. Clients can come over named pipes only, and ask for the SPN with the instance's name.", b.Asked, b.Instance))
	case ad.TellsNoInstance:
		out = append(out, fmt.Sprintf("SQL Server Browser (%s) does not know the instance %s. A client that is given no port stops there (error 26) and asks for no ticket.", b.Asked, b.Instance))
	case ad.TellsUnasked:
		out = append(out, "SQL Server Browser was not asked for the port of the instance "+b.Instance+": "+reasonOf(b.Problem))
	default:
		out = append(out, fmt.Sprintf("%s was asked: %s. A client from here that is given no port stops there (error 26) and asks for no ticket.", b.Asked, reasonOf(b.Problem)))
	}
	if len(b.Others) > 0 {
		var list []string
		for _, o := range b.Others {
			text := o.Instance
			if o.Port != "" {
				text += " at port " + o.Port
			}
			list = append(list, text)
		}
		out = append(out, "It also lists "+strings.Join(list, ", ")+".")
	}
	return out
}

func reasonOf(p *ad.Problem) string {
	if p == nil {
		return "the reason is not known"
	}
	return p.Why
}
