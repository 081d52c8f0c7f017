package explain

import (
	"fmt"
	"testing"
	"time"

	"adwalk/diag/codes"
)

// Every klist tgt has a line TimeSkew: its value is the finding, not its label.
func TestTheLabelTimeSkewIsNoSkew(t *testing.T) {
	end := time.Now().Add(5 * time.Hour).Format("1/2/2006 15:04:05")
	for skew, clock := range map[string]bool{" - 0:05": false, " + 0:00": false, " - 4:59": false, " - 7:05": true, " + 61:00": true} {
		e := Text(fmt.Sprintf("Current LogonId is 0:0x7b0dc\n\nCached TGT:\n\nServiceName        : krbtgt\nTargetName (SPN)   : krbtgt\nClientName         : jo\n"+
			"DomainName         : LAB.EXAMPLE\nEndTime            : %s (local)\nTimeSkew           : %s minute(s)\nEncodedTicket      : (size: 1162)\n", end, skew))
		if len(e.Matches) == 0 {
			t.Errorf("TimeSkew%s: not read", skew)
			continue
		}
		if got := e.Matches[0].Family == codes.Clock; got != clock {
			t.Errorf("TimeSkew%s: a matter of the clock: %v%s", skew, got, brief(e))
		}
	}
}
