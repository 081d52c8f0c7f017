package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// wantFamilies explains each text and compares what comes first.
func wantFamilies(t *testing.T, cases []struct{ text, family string }) {
	t.Helper()
	for _, c := range cases {
		if family, _ := first(c.text); family != c.family {
			t.Errorf("%q: want %q%s", c.text, c.family, brief(Text(c.text)))
		}
	}
}

// The name of an error that ends like one of Windows' means what that does, and is never
// sure: the program may mean something else by it.
func TestNamesOfErrorsThatEndLikeWindowsOwn(t *testing.T) {
	cases := []struct{ text, family string }{
		{"remote desktop to ts4 as LAB\\ina: RDPERR_ACCOUNT_RESTRICTION", codes.Policy},
		{"smb login of LAB\\ina failed: E_SMB2_WRONG_PASSWORD", codes.BadPassword},
		{"domain login: MYAPP_ACCOUNT_LOCKED_OUT", codes.Locked},
		{"login to the domain: VENDOR_NO_LOGON_SERVERS", codes.KDCUnreachable},
		{"the shop's cart: CART_NOT_FOUND", ""},
	}
	wantFamilies(t, cases)
	for _, c := range cases[:4] {
		if _, confidence := first(c.text); confidence == Sure {
			t.Errorf("%q is sure", c.text)
		}
	}
}

// A status that is known by its name is known by its number, in each of its forms.
func TestStatusesAreKnownByTheirNumbers(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{"sshd: LsaLogonUser() failed. User 'LAB\\ina' Status: 0xC0000062 SubStatus 0.", codes.UnknownClient},
		{"Logon failed, Status: 0xC0000382", codes.Pkinit},
		{"LogonUser: win32 error 2242", codes.PasswordExpiry},
		{"net use: System error 2457 has occurred.", codes.Clock},
		{"NetUserChangePassword failed: 2245", codes.SetPassword},
		{"JoinDomain: errCode='1355' for LAB", codes.KDCUnreachable},
		{"account lookup: LookupAccountName() failed: 1332.", codes.UnknownClient},
		{"query of ws4: WBEM_E_ACCESS_DENIED (2147749891)", codes.Rights},
		{"Get-WmiObject : Exception from HRESULT: 0x80041064", codes.Config},
	})
}
