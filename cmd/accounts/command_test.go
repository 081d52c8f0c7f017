package accounts

import (
	"testing"

	"adwalk/cmd/app"
	"adwalk/cmd/apptest"
)

func lab(changes ...func(*app.Flags)) func(*testing.T) *app.Session {
	return func(t *testing.T) *app.Session {
		t.Setenv("XDG_STATE_HOME", t.TempDir())
		return apptest.LabSession(t, "healthy", changes...)
	}
}

func readOnly(f *app.Flags) { f.ReadOnly = true }

func TestEnctypes(t *testing.T) {
	apptest.Cases(t, lab(), EnctypesCommand, []apptest.Case{
		{Name: "listed", Args: []string{"list", "svc-app"}, Out: []string{"svc-app: 0x18 (24): AES128, AES256 (0x18)"}},
		{Name: "rehearsed", Args: []string{"set", "svc-app", "aes256", "--dry-run"}, Out: []string{"- msDS-SupportedEncryptionTypes  24", "+ msDS-SupportedEncryptionTypes  16", "cannot use svc-app any more", "(dry run: nothing is written)"}},
		{Name: "set", Args: []string{"set", "svc-app", "28", "--yes"}, Out: []string{"✓ add 28 on svc-app: written"}},
		{Name: "deleted", Args: []string{"delete", "svc-app", "--yes"}, Out: []string{"✓ delete 24 on svc-app: written"}},
		{Name: "as they are", Args: []string{"set", "svc-app", "24", "--yes"}, Code: app.ExitUsage, Err: []string{"they are like that already", "nothing needs to be written"}},
		{Name: "no types", Args: []string{"set", "svc-app", "XX"}, Code: app.ExitUsage, Err: []string{`the encryption types "XX"`, "write 24, 28, or aes128,aes256,rc4"}},
		{Name: "without a confirmation", Args: []string{"set", "svc-app", "28"}, Code: app.ExitRefused, Err: []string{"add --yes"}},
		{Name: "no such account", Args: []string{"list", "nobody"}, Code: app.ExitUnknown, Err: []string{"could not find account nobody", "check the spelling"}},
		{Name: "no verb", Args: []string{"svc-app"}, Code: app.ExitUsage, Err: []string{"put one of them before it: enctypes list svc-app"}},
	})
	apptest.Cases(t, lab(readOnly), EnctypesCommand, []apptest.Case{
		{Name: "read-only", Args: []string{"set", "svc-app", "28", "--yes"}, Code: app.ExitRefused, Err: []string{"--read-only"}},
		{Name: "read-only, listed", Args: []string{"list", "svc-app"}, Out: []string{"AES128, AES256"}},
	})
}

func TestDelegation(t *testing.T) {
	apptest.Cases(t, lab(), DelegationCommand, []apptest.Case{
		{Name: "shown", Args: []string{"show", "svc-app"}, Out: []string{"Account: svc-app", "(TRUSTED_FOR_DELEGATION): false", "Services that it may impersonate users to: 3", "  exchangeMDB/be1.contoso.lab"}},
		{Name: "a service more", Args: []string{"add-service", "svc-app", "http/new.contoso.lab", "--yes"}, Out: []string{"✓ add http/new.contoso.lab on svc-app: written"}},
		{Name: "a service less", Args: []string{"del-service", "svc-app", "EXCHANGEMDB/be1.contoso.lab", "--yes"}, Out: []string{"✓ delete exchangeMDB/be1.contoso.lab on svc-app: written"}},
		{Name: "a service that is not listed", Args: []string{"del-service", "svc-app", "http/gone", "--yes"}, Code: app.ExitUsage, Err: []string{"msDS-AllowedToDelegateTo of svc-app does not list it"}},
		{Name: "a service that is", Args: []string{"add-service", "svc-app", "exchangemdb/BE1.contoso.lab", "--yes"}, Code: app.ExitUsage, Err: []string{"may delegate to it already"}},
		{Name: "protocol transition, rehearsed", Args: []string{"for-any-protocol", "svc-app", "on", "--dry-run"}, Out: []string{"-TrustedToAuthForDelegation $true", "(dry run: nothing is written)"}},
		{Name: "a principal at a resource", Args: []string{"add-principal", "SQL1$", "svc-app", "--yes"}, Out: []string{"written"}},
		{Name: "no SPN", Args: []string{"add-service", "svc-app", "nonsense", "--yes"}, Code: app.ExitUsage, Err: []string{"nonsense"}},
		{Name: "no verb", Args: []string{"svc-app"}, Code: app.ExitUsage, Err: []string{"put one of them before it"}},
	})
	apptest.Cases(t, lab(readOnly), DelegationCommand, []apptest.Case{
		{Name: "read-only", Args: []string{"add-service", "svc-app", "http/new", "--yes"}, Code: app.ExitRefused, Err: []string{"--read-only"}},
	})
}
