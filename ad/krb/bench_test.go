package krb_test

import (
	"fmt"
	"testing"
	"time"

	"adwalk/ad"
	"adwalk/ad/adtest"
	"adwalk/ad/krb"
)

// BenchmarkTickets fetches service tickets from a real domain controller, one
// after the other: time and allocations per ticket, the KDC's work included
// in the time.
func BenchmarkTickets(b *testing.B) {
	dc := adtest.Samba(b, adtest.ManyWorkers)
	c, reqs := benchClient(b, dc, 1)
	b.ReportAllocs()
	for b.Loop() {
		if r := c.Ask(b.Context(), reqs[0]); r.Reply == nil {
			b.Fatalf("%+v", r)
		}
	}
}

// BenchmarkFiveHundred fetches 500 service tickets with bounded parallelism,
// and reports how many times faster that is than MIT's kvno, which takes one
// after the other in a single process.
func BenchmarkFiveHundred(b *testing.B) {
	dc := adtest.Samba(b, adtest.ManyWorkers)
	c, reqs := benchClient(b, dc, 500)
	var spns []string
	for _, r := range reqs {
		spns = append(spns, r.SPN)
	}
	for _, parallel := range []int{1, 4, 8} {
		b.Run(fmt.Sprint("parallel-", parallel), func(b *testing.B) {
			var ours, mit time.Duration
			for b.Loop() {
				start := time.Now()
				for _, r := range krb.AskAll(b.Context(), c, reqs, parallel, nil) {
					if r.Reply == nil {
						b.Fatalf("%+v", r)
					}
				}
				ours += time.Since(start)
				cache := dc.Kinit(benchUser.Name, benchUser.Password)
				start = time.Now()
				if out := dc.RunWith("", []string{"KRB5CCNAME=FILE:" + cache}, "kvno", append([]string{"-q"}, spns...)...); out.Code != 0 {
					b.Fatal(out.Stderr)
				}
				mit += time.Since(start)
			}
			b.ReportMetric(float64(mit)/float64(ours), "kvno/ours")
			b.ReportMetric(float64(ours.Milliseconds())/float64(b.N), "ms/500")
		})
	}
}

var benchUser adtest.Account

func benchClient(b *testing.B, dc *adtest.DC, n int) (*krb.Client, []ad.TicketRequest) {
	b.Helper()
	benchUser = dc.AddUser(adtest.Name("alice"), "wonder-1")
	svc := dc.AddUser(adtest.Name("svc"), "service-1")
	var reqs []ad.TicketRequest
	var spns []string
	for i := range n {
		spn := fmt.Sprintf("http/%s-%d.corp.test", svc.Name, i)
		spns = append(spns, spn)
		reqs = append(reqs, ad.TicketRequest{SPN: spn})
	}
	dc.AddSPN(svc.DN, spns...)
	c, err := krb.LoginPassword(b.Context(), options(dc), benchUser.Name+"@"+dc.Realm, []byte(benchUser.Password))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(c.Close)
	return c, reqs
}
