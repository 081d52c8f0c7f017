package codes

// Entry is one thing that can be recognised in a text.
type Entry struct {
	What   string   // what it is, in one sentence
	Family string   // its cause family
	Codes  []string // names to show
	Say    []string // phrases that give it away: lower case, "~" for a gap, "*" at the end for an open end
	Weight int      // how telling a hit is: Wrapper, Weak, Usual, Specific
	Also   []string // families that the same words may mean, less likely
	Causes []string // before the family's own
	Next   []string // before the family's own
	Guide  string   // instead of the family's
	Kind   string   // what a paste with it is, "" for the table's
	Code   int      // the Kerberos error that it is or stands for (RFC 4120 7.5.9), 0 for none
}

// The weights. A wrapper is a message that stands around the real one; a weak
// hit is a common word or number; a specific one says it in so many words.
const (
	Wrapper  = 10
	Weak     = 20
	Usual    = 60
	Specific = 80

	wrapper  = Wrapper
	weak     = Weak
	usual    = Usual
	specific = Specific
)

// Table is one area's entries and what a paste with them is called.
type Table struct {
	Kind    string
	Entries []Entry
}

// System is who numbers its errors.
type System string

// The systems.
const (
	Kerberos System = "kerberos"
	LDAP     System = "ldap"
	SMTP     System = "smtp"
	Windows  System = "windows"
	IIS      System = "iis"
)
