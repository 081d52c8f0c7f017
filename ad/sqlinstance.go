package ad

import "strings"

// SQLInstance is what the SQL Server Browser of a host says of one named instance. A
// client that is given host\INSTANCE and no port asks the same before it connects.
type SQLInstance struct {
	Instance string           `json:"instance"`
	Asked    string           `json:"asked,omitempty"` // host:port that was asked; "" nobody was
	Told     SQLInstanceTold  `json:"told"`
	Port     string           `json:"port,omitempty"`   // TCP port, with TellsPort
	Others   []SQLListedPorts `json:"others,omitempty"` // further instances that it lists, in its order
	// Problem says why nothing is known, of every answer but TellsPort.
	Problem *Problem `json:"problem,omitempty"`
}

// SQLListedPorts is an instance that a Browser lists, and its TCP port, "" where it
// serves none.
type SQLListedPorts struct {
	Instance string `json:"instance"`
	Port     string `json:"port,omitempty"`
}

// SQLInstanceTold is what came of asking a SQL Server Browser.
type SQLInstanceTold string

// What can come of it. Only TellsNoInstance and TellsNoTCP say something about the
// instance; a Browser that does not answer says nothing.
const (
	TellsPort       SQLInstanceTold = "port"        // it told the TCP port
	TellsNoTCP      SQLInstanceTold = "no-tcp"      // it knows the instance, which serves no TCP
	TellsNoInstance SQLInstanceTold = "no-instance" // it answers, and does not list the instance
	TellsNothing    SQLInstanceTold = "no-answer"   // no answer came in time
	TellsClosed     SQLInstanceTold = "closed"      // the host says that nothing listens there
	TellsGarbage    SQLInstanceTold = "garbage"     // what came is no answer of a Browser
	TellsUnasked    SQLInstanceTold = "not-asked"   // nobody was asked, or not to the end
)

// NeedsBrowser says whether the clients of a target must ask SQL Server Browser for its
// port: it is a named instance without one.
func (t ServiceTarget) NeedsBrowser() bool {
	return t.Class == "MSSQLSvc" && t.Instance != "" && t.Port == "" && t.Form != TargetSPN
}

// OnPort is a SQL Server with the port that its Browser told: what clients ask for over
// TCP is the SPN with it.
func (t ServiceTarget) OnPort(port string) ServiceTarget {
	if !t.NeedsBrowser() || port == "" {
		return t
	}
	t.Port = port
	return t.withSQLNames()
}

// UnderFullName is a SQL Server with the name that its clients find for it in DNS, which
// they ask for before the one that was typed. A short name gives way to it altogether.
func (t ServiceTarget) UnderFullName(full string) ServiceTarget {
	if full == "" || strings.EqualFold(full, t.Dial()) {
		return t
	}
	named := t
	named.Host = full
	named = named.withSQLNames()
	if !strings.Contains(t.Host, ".") {
		return named
	}
	t.SPNs = append(named.SPNs, t.SPNs...)
	return t
}
