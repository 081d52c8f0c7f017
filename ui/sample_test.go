package ui_test

import (
	"time"

	"adwalk/ad"
	"adwalk/ui/screen"
	"adwalk/ui/uitest"
)

func journalRows(clock *uitest.Clock) []screen.JournalRow {
	change := ad.Change{DN: "CN=CASARRAY-ASA,CN=Computers," + uitest.Domain, Account: "CASARRAY-ASA$", Attribute: "servicePrincipalName", Op: ad.AddValue, Value: "http/mail.contoso.lab"}
	old := change
	old.Account, old.Op, old.Value = "CAS1$", ad.DeleteValue, "exchangeAB/outlook.contoso.lab"
	return []screen.JournalRow{
		{ID: "1", At: clock.Now().Add(-time.Hour), By: "alice@CONTOSO.LAB", Server: "dc1.contoso.lab", Change: old, State: "refused", Problem: "insufficientAccessRights"},
		{ID: "3", At: clock.Now().Add(-30 * time.Second), By: "alice@CONTOSO.LAB", Server: "dc1.contoso.lab", Change: change.Inverse(), State: "done", Undoes: "4"},
		{ID: "4", At: clock.Now().Add(-40 * time.Second), By: "alice@CONTOSO.LAB", Server: "dc1.contoso.lab", Change: change, State: "done"},
		{ID: "2", At: clock.Now().Add(-time.Minute), By: "alice@CONTOSO.LAB", Server: "dc1.contoso.lab", Change: change, State: "done"},
	}
}

func logLines(clock *uitest.Clock) []screen.LogLine {
	return []screen.LogLine{
		{At: clock.Now(), Kind: "search", Server: "dc1", Command: "ldapsearch -H ldaps://dc1.contoso.lab -b DC=contoso,DC=lab '(servicePrincipalName=http/mail.contoso.lab)'", Outcome: "1 object", Elapsed: 3 * time.Millisecond},
		{At: clock.Now(), Kind: "ticket", Server: "dc1", Command: "kvno http/mail.contoso.lab", Outcome: "ok", Elapsed: 2 * time.Millisecond},
	}
}
