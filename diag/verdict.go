package diag

// Verdict is the one word that a finding leads with. It never stands alone:
// evidence says what was seen, where and when.
type Verdict string

// The verdicts.
const (
	OK                Verdict = "ok"
	Missing           Verdict = "missing"
	Duplicate         Verdict = "duplicate"
	Misplaced         Verdict = "misplaced"
	CoveredByHost     Verdict = "covered-by-host"
	AliasConflict     Verdict = "alias-conflict"
	Malformed         Verdict = "malformed"
	SuspiciousUnicode Verdict = "suspicious-unicode"
	StaleReplica      Verdict = "stale-replica"
	OwnerDisabled     Verdict = "owner-disabled"
	NoCommonEType     Verdict = "no-common-etype"
	WrongKey          Verdict = "wrong-key"
	Contradicted      Verdict = "contradicted" // the KDC and the directory disagree
	NotChecked        Verdict = "not-checked"
)

// Status is how a step or a check ended.
type Status string

// The statuses. Pending and Running occur in the console only.
const (
	Pass    Status = "pass"
	Fail    Status = "fail"
	Skipped Status = "skipped" // nothing to look at here
	Blocked Status = "blocked" // something earlier hides the answer
	Unknown Status = "unknown" // could not be found out; the reason is given
	Crashed Status = "crashed" // the check itself failed
	Manual  Status = "manual"  // only a person can see it
	Pending Status = "pending"
	Running Status = "running"
)

// Severity ranks findings. Every finding makes the program exit with 1.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // it is broken now
	Warning Severity = "warning" // it will break, or breaks for some
	Notice  Severity = "notice"  // worth knowing
)

// Worse returns the status that a summary of both should show.
func Worse(a, b Status) Status {
	if rank[b] > rank[a] {
		return b
	}
	return a
}

var rank = map[Status]int{Skipped: 0, Pass: 1, Manual: 2, Blocked: 3, Unknown: 4, Crashed: 5, Fail: 6}
