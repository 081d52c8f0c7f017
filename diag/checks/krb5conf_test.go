package checks

import (
	"testing"

	"adwalk/diag"
	"adwalk/diag/facts"
)

func TestKrb5ConfThatStopsMIT(t *testing.T) {
	conf := func(v facts.Krb5ConfValue) func(world) {
		return func(w world) { facts.Krb5Conf.Put(w.Snapshot, diag.Fact[facts.Krb5ConfValue]{Value: v, Source: ldap}) }
	}
	judge(t, krb5confInvalid,
		kase{"accepted", conf(facts.Krb5ConfValue{Files: []string{"/etc/krb5.conf"}}), []string{"pass ok /etc/krb5.conf"}},
		kase{"no file", conf(facts.Krb5ConfValue{}), nil},
		kase{"refused", conf(facts.Krb5ConfValue{Files: []string{"/etc/krb5.conf"}, Invalid: "/etc/krb5.conf line 3: no"}), []string{"fail malformed /etc/krb5.conf"}},
		kase{"a part is passed over", conf(facts.Krb5ConfValue{Files: []string{"/etc/krb5.conf"}, Passed: "/etc/krb5.conf line 1: a byte order mark", Notes: []string{"/etc/krb5.conf line 1: a byte order mark"}}), []string{"fail malformed /etc/krb5.conf"}},
		kase{"no encryption type left", conf(facts.Krb5ConfValue{Files: []string{"/etc/krb5.conf"}, NoETypes: true}), []string{"fail no-common-etype /etc/krb5.conf"}})
}
