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

// Verdicts about accounts, servers, clocks, caches, logs and delegation: those
// above are about SPNs and their owners.
const (
	ClockSkew     Verdict = "clock-skew" // the clocks differ by more than Kerberos allows
	Expired       Verdict = "expired"
	Loopback      Verdict = "loopback"      // the loopback check refuses a machine that calls itself
	NTLM          Verdict = "ntlm"          // clients fall back to NTLM
	NoLogin       Verdict = "no-login"      // no login
	NotAllowed    Verdict = "not-allowed"   // the delegation list or flag does not allow it
	NotDeployed   Verdict = "not-deployed"  // a server lacks the credential
	NotFound      Verdict = "not-found"     // there is no such account or host
	NotOffered    Verdict = "not-offered"   // the service does not offer it
	Off           Verdict = "off"           // a protection is switched off
	OtherDomain   Verdict = "other-domain"  // it lies in another domain
	Outdated      Verdict = "outdated"      // older than the fix
	OverLimit     Verdict = "over-limit"    // too long to work
	Protected     Verdict = "protected"     // users who may not be delegated
	Refused       Verdict = "refused"       // the service refuses
	Unconstrained Verdict = "unconstrained" // delegation to any service
	Unprotected   Verdict = "unprotected"   // a password crosses the network readable
	Unreachable   Verdict = "unreachable"   // nobody answered
	Unreadable    Verdict = "unreadable"    // it cannot be read
	Unsupported   Verdict = "unsupported"   // this program cannot do it
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
