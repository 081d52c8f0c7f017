package cli

import (
	"io"
	"net"

	"adwalk/ad/adtest"
)

// silentController enters a domain controller that takes connections and never answers.
func (f *foreignForest) silentController(name string) {
	f.deadController(name)
	for _, port := range []string{"88", "389", "636", "3268", "3269"} {
		l, err := net.Listen("tcp", "127.0.24.252:"+port)
		if err != nil {
			f.t.Fatal(err)
		}
		f.t.Cleanup(func() { _ = l.Close() })
		go func() {
			for {
				c, err := l.Accept()
				if err != nil {
					return
				}
				go func() { _, _ = io.Copy(io.Discard, c); _ = c.Close() }()
			}
		}()
	}
}

// pair has the state built in a domain of two domain controllers, read by its
// administrator.
func (f *foreignForest) pair(options ...adtest.Option) {
	two := adtest.SambaPair(f.t, options...)
	two.Publish()
	f.DC, f.two = two.DC1, &two
	f.as = adtest.Account{DN: "CN=Administrator,CN=Users," + f.BaseDN, Name: f.AdminUser, Password: f.AdminPassword}
}

// alike makes a service on both domain controllers.
func (f *foreignForest) alike(name string) string {
	dn := f.service("{stem}"+name, "http/{stem}"+name+".{realm}")
	f.two.Replicate(false)
	return dn
}

var clocks = []string{"check", "clock", "--timeout", "5s"}

// foreignControllerStates are domain controllers that are down, silent, behind or off.
var foreignControllerStates = []foreignState{
	{kind: "domain controllers", name: "one is switched off", build: func(f *foreignForest) {
		f.deadController("{stem}dc")
		f.service("{stem}", "http/{stem}.{realm}")
	}, asks: []foreignAsk{
		{args: clocks, want: []string{"U clock-skew"}, silent: []string{"F clock-skew"}, exits: []int{3}},
		{args: unreachable("http/{stem}.{realm}"), silent: []string{"F replica-differs", "F ticket-controllers-differ", "F spn-missing", "F account-missing"}, exits: []int{3}},
	}},
	{kind: "domain controllers", name: "one takes connections and never answers", build: func(f *foreignForest) {
		f.silentController("{stem}dc")
		f.service("{stem}", "http/{stem}.{realm}")
	}, asks: []foreignAsk{{args: clocks, want: []string{"U clock-skew"}, silent: []string{"F clock-skew"}, exits: []int{3}}}},
	{kind: "domain controllers", name: "two that agree", build: func(f *foreignForest) {
		f.pair()
		f.alike("duo")
	},
		asks: []foreignAsk{{args: unreachable("http/{stem}duo.{realm}"), silent: []string{"F replica-differs", "U replica-differs", "F ticket-controllers-differ", "F spn-missing"}},
			{args: []string{"ticket", "--each-kdc", "http/{stem}duo.{realm}"}, silent: []string{"R missing", "R wrong-key", "R not-checked"}, exits: []int{0}}}},
	{kind: "domain controllers", name: "the SPN is on one of them only", build: func(f *foreignForest) {
		f.pair()
		f.alike("lone")
		f.Tool("spn", "add", f.fill("http/{stem}new.{realm}"), f.stem+"lone")
	}, asks: []foreignAsk{{args: unreachable("http/{stem}new.{realm}"), want: []string{"F replica-differs {stem}lone"}, silent: []string{"F spn-missing"}, exits: []int{1}}}},
	{kind: "domain controllers", name: "the account is disabled on the other", build: func(f *foreignForest) {
		f.pair()
		f.two.DC2.SetAttr(f.alike("half"), "userAccountControl", "514")
	}, asks: []foreignAsk{{args: unreachable("http/{stem}half.{realm}"), want: []string{"F replica-differs {stem}half"}, exits: []int{1}}}},
	{kind: "domain controllers", name: "the password was changed on one of them", build: func(f *foreignForest) {
		f.pair()
		f.alike("late")
		f.Tool("user", "setpassword", f.stem+"late", "--newpassword=Foreign-Key-9")
	}, asks: []foreignAsk{{args: unreachable("http/{stem}late.{realm}"), want: []string{"F replica-differs {stem}late"}, exits: []int{1}}}},
	{kind: "domain controllers", name: "the clock of one is ten minutes ahead", build: func(f *foreignForest) {
		f.pair(adtest.SecondAhead)
		f.alike("tick")
	},
		asks: []foreignAsk{
			{args: []string{"check", "clock"}, want: []string{"F clock-skew"}, exits: []int{1}},
		}},
}
