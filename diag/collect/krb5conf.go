package collect

import (
	"context"
	"strings"

	"adwalk/diag"
	"adwalk/diag/facts"
)

// krb5Conf tells what the client's own configuration is like.
func krb5Conf(_ context.Context, c *Collector, subject string, s *diag.Snapshot) error {
	if c.Krb5Conf == nil {
		return notAsked("reading krb5.conf", "nothing here reads it", "")
	}
	v := c.Krb5Conf()
	facts.Krb5Conf.Put(s, diag.Fact[facts.Krb5ConfValue]{Subject: subject, Value: v, Source: c.from("file", strings.Join(v.Files, ":"))})
	return nil
}
