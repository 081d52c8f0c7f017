package cli

import (
	"adwalk/ad/directory/sasl"
	"adwalk/ad/krb"
)

// credentialOf lends the operator's Kerberos login to the directory
// connection.
func credentialOf(c *krb.Client) sasl.Credential { return nil }
