package krb

import (
	"fmt"

	"adwalk/ad"
	"adwalk/ad/krb/keytab"

	"github.com/jcmturner/gokrb5/v8/types"
)

// Fit says whether one key of a keytab opens a ticket.
type Fit struct {
	Principal string   `json:"principal"`
	KVNO      int      `json:"kvno"`
	EType     ad.EType `json:"etype"`
	Fits      bool     `json:"fits"`
	Why       string   `json:"why"`
}

// FitKeytab tries every key of a keytab on a ticket, in this process: nothing
// is sent. The result has one entry a key, in the keytab's order.
func FitKeytab(t *Ticket, kt *keytab.Keytab) []Fit {
	part := t.ticket.EncPart
	out := make([]Fit, len(kt.Entries))
	for i, e := range kt.Entries {
		f := Fit{Principal: e.Principal(), KVNO: int(e.KVNO), EType: ad.EType(e.EType)}
		key := types.EncryptionKey{KeyType: e.EType, KeyValue: e.Key()}
		switch {
		case e.EType != part.EType:
			f.Why = fmt.Sprintf("the ticket is encrypted with %s", ad.EType(part.EType))
		case len(key.KeyValue) != keySizes[e.EType]:
			f.Why = fmt.Sprintf("the key has %d bytes, which is wrong for its type", len(key.KeyValue))
		default:
			f.Fits, f.Why = tryKey(part, key, f.KVNO)
		}
		wipe(key.KeyValue)
		out[i] = f
	}
	return out
}

func tryKey(part types.EncryptedData, key types.EncryptionKey, kvno int) (bool, string) {
	plain, err := decrypt(part, key, usageTicket)
	wipe(plain)
	same := kvno == part.KVNO || part.KVNO == 0
	switch {
	case err == nil && same:
		return true, "it opens the ticket"
	case err == nil:
		return true, fmt.Sprintf("it opens the ticket, though its version is %d and the ticket's %d", kvno, part.KVNO)
	case same:
		return false, fmt.Sprintf("the same version %d, but a different key: the keytab was made for another account, or with another password or salt", kvno)
	}
	return false, fmt.Sprintf("another version: the ticket needs %d, this is %d", part.KVNO, kvno)
}
