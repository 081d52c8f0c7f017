package duplicates

import (
	"fmt"
	"testing"

	"adwalk/ad"
	"adwalk/diag"
	"adwalk/diag/facts"
	"adwalk/diag/guide/guidetest"
)

func scan(v facts.SPNScanValue) guidetest.Fact {
	v.Coverage.Forest = true
	return guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.SPNScan, "", v), guidetest.Seen(facts.UniquenessPolicy, "", facts.UniquenessValue{}))
}

func group(kind facts.SPNGroupKind, spn string, holders ...facts.SPNHolder) facts.SPNGroup {
	return facts.SPNGroup{Kind: kind, SPN: spn, Holders: holders}
}

func on(account, value string) facts.SPNHolder {
	return facts.SPNHolder{Value: value, Account: guidetest.Computer(account, "2"+fmt.Sprint(len(account)), value)}
}

func TestSteps(t *testing.T) {
	guidetest.Shape(t, Guide(), "scan exact lookalike alias protection fix verify", "", "")
}

func TestTheScan(t *testing.T) {
	domain := facts.SPNScanValue{Accounts: 3, Values: 9}
	domain.Coverage.Note = "the global catalogue did not answer"
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "the whole forest", Step: "scan", Facts: scan(facts.SPNScanValue{Accounts: 12, Values: 40}), Status: diag.Pass,
			Says: []string{"40 SPNs on 12 accounts were compared, in the whole forest. What this login may not read is not among them."}, Asks: []string{"spn.scan", "directory.uniqueness"}},
		{Name: "one domain says so", Step: "scan", Facts: guidetest.All(guidetest.Healthy(), guidetest.Seen(facts.SPNScan, "", domain)), Status: diag.Pass,
			Says: []string{"9 SPNs on 3 accounts were compared, in the domain; no global catalogue answered.", "the global catalogue did not answer"}, Silent: []string{"whole forest"}},
		{Name: "nobody searched", Step: "scan", Facts: guidetest.Healthy(), Status: diag.Unknown, Says: []string{"unknown: The forest was not searched."}},
		{Name: "a refused search", Step: "scan", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.SPNScan, "", ad.ProblemNoRight, "the search was refused")), Status: diag.Unknown,
			Says: []string{"unknown: reading spn.scan: the search was refused"}, Silent: []string{"compared"}},
	})
}

func TestWhatTheForestHolds(t *testing.T) {
	twice := scan(facts.SPNScanValue{Groups: []facts.SPNGroup{group(facts.ExactDuplicate, "http/mail.contoso.lab", on("WEB1", "http/mail.contoso.lab"), on("OLDWEB2", "http/mail.contoso.lab"))}})
	alike := scan(facts.SPNScanValue{Groups: []facts.SPNGroup{group(facts.LookAlike, "http/app.contoso.lab", on("WEB1", "http/app.contoso.lab"), on("OLDWEB2", "http/аpp.contoso.lab"))}})
	alias := scan(facts.SPNScanValue{Groups: []facts.SPNGroup{group(facts.AliasConflict, "cifs/files1.contoso.lab", on("SVC-OLD", "cifs/files1.contoso.lab"), on("FILES1", "HOST/files1.contoso.lab"))}})
	open := guidetest.All(scan(facts.SPNScanValue{}), guidetest.Seen(facts.UniquenessPolicy, "", facts.UniquenessValue{Raw: "00000000010000000002000000001", SPNOff: true}))
	none := scan(facts.SPNScanValue{Accounts: 12, Values: 40})
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "nothing twice", Step: "exact", Facts: none, Status: diag.Pass},
		{Name: "the same SPN on two accounts", Step: "exact", Facts: twice, Status: diag.Fail, Finds: []string{"spn-duplicate http/mail.contoso.lab"}, Says: []string{"WEB1$", "OLDWEB2$", "do: "}},
		{Name: "a refused search", Step: "exact", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.SPNScan, "", ad.ProblemNoRight, "the search was refused")), Status: diag.Unknown, Says: []string{"the search was refused"}},
		{Name: "nothing alike", Step: "lookalike", Facts: none, Status: diag.Pass},
		{Name: "a Cyrillic letter", Step: "lookalike", Facts: alike, Status: diag.Fail, Finds: []string{"spn-lookalike http/app.contoso.lab"}},
		{Name: "nothing apart", Step: "alias", Facts: none, Status: diag.Pass},
		{Name: "a file server's SPN elsewhere", Step: "alias", Facts: alias, Status: diag.Fail, Finds: []string{"spn-alias-conflict cifs/files1.contoso.lab"}},
		{Name: "AD refuses duplicates", Step: "protection", Facts: none, Status: diag.Pass},
		{Name: "AD accepts duplicates", Step: "protection", Facts: open, Status: diag.Fail, Finds: []string{"spn-uniqueness-off dSHeuristics"}},
		{Name: "a setting that was not asked for", Step: "protection", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.UniquenessPolicy, "", ad.ProblemNotAsked, "not the whole forest")), Status: diag.Skipped, Says: []string{"not the whole forest"}},
		{Name: "a setting that nobody may read", Step: "protection", Facts: guidetest.All(guidetest.Healthy(), guidetest.Unknown(facts.UniquenessPolicy, "", ad.ProblemNoRight, "access denied")), Status: diag.Unknown, Says: []string{"access denied"}},
		{Name: "nothing to do", Step: "fix", Facts: none, Status: diag.Skipped, Says: []string{"Nothing to change."}},
		{Name: "nothing known", Step: "fix", Facts: guidetest.Healthy(), Status: diag.Skipped, Says: []string{"Nothing could be judged, so no change is planned."}, Silent: []string{"Nothing to change."}},
		{Name: "a right owner that nobody knows", Step: "fix", Facts: twice, Status: diag.Manual, Finds: []string{"spn-duplicate http/mail.contoso.lab"}, Says: []string{"http/mail.contoso.lab"}, Silent: []string{"Nothing to change"}},
		{Name: "still twice", Step: "verify", Facts: twice, Status: diag.Fail, Finds: []string{"spn-duplicate http/mail.contoso.lab"}},
	})
}

// A web site may run as an account of its own: such names are shown for a person to look
// at, the holder of the SPN first, and are no finding.
func TestWebNamesApartFromTheirMachine(t *testing.T) {
	pair := group(facts.AliasConflict, "http/shop.contoso.lab", on("FILES1", "HOST/shop.contoso.lab"), on("SVC-SHOP", "http/shop.contoso.lab"))
	line := "http/shop.contoso.lab is on SVC-SHOP$ and not on FILES1$, which holds HOST/shop.contoso.lab: right only where the site runs as SVC-SHOP$"
	swapped := pair
	swapped.Holders = []facts.SPNHolder{pair.Holders[1], pair.Holders[0]}
	var many []facts.SPNGroup
	for range 23 {
		many = append(many, pair)
	}
	guidetest.Visit(t, Guide(), []guidetest.Case{
		{Name: "the machine first", Step: "alias", Facts: scan(facts.SPNScanValue{Apart: []facts.SPNGroup{pair}}), Status: diag.Pass, Says: []string{line}},
		{Name: "the account first", Step: "alias", Facts: scan(facts.SPNScanValue{Apart: []facts.SPNGroup{swapped}}), Status: diag.Pass, Says: []string{line}},
		{Name: "more than a screen of them", Step: "alias", Facts: scan(facts.SPNScanValue{Apart: many}), Status: diag.Pass, Says: []string{"and 3 more such names"}},
		{Name: "exactly twenty", Step: "alias", Facts: scan(facts.SPNScanValue{Apart: many[:20]}), Status: diag.Pass, Silent: []string{"more such names"}},
	})
}
