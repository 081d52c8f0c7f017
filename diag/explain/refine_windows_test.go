package explain

import (
	"testing"

	"adwalk/diag/codes"
)

// What stands beside a status of Windows or of its directory decides what it means.
func TestStatusesOfWindowsByTheirSurroundings(t *testing.T) {
	wantFamilies(t, []struct{ text, family string }{
		{"80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 576, v4563", codes.Clock},
		{"80090304: LdapErr: DSID-0C0903A8, comment: AcceptSecurityContext error, data 20ee, v3839", codes.Generic},
		{"80090308: LdapErr: DSID-0C090447, comment: AcceptSecurityContext error, data 9999, v4563", codes.BadPassword},
		{"modify of cn=ina: 0000052D: AtrErr: DSID-03190F80, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 9005a (unicodePwd)", codes.SetPassword},
		{"change for ina refused, problem 1005 (CONSTRAINT_ATT_TYPE), data 0, Att 9005a", codes.SetPassword},
		{"Server is unwilling to perform - the password does not meet the domain's strength requirements", codes.SetPassword},
		{"Audit failure, logon type 3, Security ID: NULL SID, status 0xc000018b", codes.MachineTrust},
		{"klist get http/web failed with 0xc000018b", codes.SPNMissing},
		{"The connector of the application proxy says: No credentials are available in the security package (0x8009030e)", codes.Delegation},
		{"SSPI: No credentials are available in the security package (0x8009030e)", codes.NoCredentials},
		{"The security package says: The specified principle is not known in the authentication system.", codes.SPNMissing},
		{"The processing of Group Policy failed. Windows could not authenticate to the Active Directory service on a domain controller.", codes.BadPassword},
		{"Windows could not resolve the user name, so Group Policy was not applied.", codes.KDCUnreachable},
		{"Der Zeitdienst wurde seit 86400 Sekunden nicht synchronisiert.", codes.Clock},
		{"Le service de temps n'a pas été synchronisé depuis un jour.", codes.Clock},
	})
}
