package tickets

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"adwalk/ad"
	"adwalk/ad/krb"
	"adwalk/ad/krb/keytab"
	"adwalk/cmd/app"
	"adwalk/diag"
)

// ticketRun asks for tickets and writes what came back, batch by batch.
type ticketRun struct {
	s       *app.Session
	o       ticketOptions
	client  *krb.Client
	keytabs map[string]*keytab.Keytab
	worst   int // exit code so far
}

// ask asks for one batch side by side and writes the answers in order.
func (t *ticketRun) ask(ctx context.Context, reqs []ad.TicketRequest, count func(done, total int)) error {
	s := t.s
	asker := &keeping{client: t.client}
	results := krb.AskAll(ctx, asker, reqs, s.Flags.Parallel, count)
	dir, dirErr := ownersOf(ctx, s, results)
	if app.Code(dirErr) == app.ExitUsage { // a server or CA file that cannot be used is no answer
		return dirErr
	}
	rows := []Row{}
	for i, r := range results {
		row := rowOf(r)
		judge(ctx, &row, r, dir, dirErr)
		if dir != nil {
			compareServers(ctx, s, &row)
		}
		compareKDCs(ctx, s, t.client, &row, r, reqs[i])
		asker.fit(&row, t.keytabs)
		t.worst = app.WorseExit(t.worst, app.WorseExit(rowCode(r, row), clientsHere(s, &row)))
		rows = append(rows, row)
	}
	return t.write(rows, results)
}

func (t *ticketRun) write(rows []Row, results []ad.TicketResult) error {
	if t.o.json {
		return app.WriteJSON(t.s.Out, rows)
	}
	page := bufio.NewWriter(t.s.Out)
	for i, row := range rows {
		printTicket(page, row, results[i])
	}
	return page.Flush()
}

// The bounds of what a pipe gives: characters a line, lines that are asked for at
// once.
const (
	maxPipedLine  = 4096
	maxPipedBatch = 64
)

// pipe answers the SPNs on standard input as they come: what has arrived is asked
// for at once. A line that is no SPN is answered as such, and the rest goes on.
func (t *ticketRun) pipe(ctx context.Context, etypes []ad.EType) error {
	if t.o.json {
		if _, lines := t.s.Out.(app.JSONLines); !lines { // an endless array could not be read
			t.s.Out = app.JSONLines{Writer: t.s.Out}
		}
	}
	lines, failed := pipedLines(ctx, t.s)
	for {
		var reqs []ad.TicketRequest
		select {
		case <-ctx.Done():
			return ctx.Err()
		case line, ok := <-lines:
			if !ok {
				if err := <-failed; err != nil {
					return app.Usage("reading standard input", err.Error(), "give one SPN a line")
				}
				return nil
			}
			for more := true; more; {
				spn, err := askedSPN(line)
				if err != nil {
					p := ad.AsProblem(err, ad.ProblemUsage, "reading the line")
					row := Row{SPN: line, Verdict: diag.NotChecked, Owners: []string{}, Note: p.Error()}
					t.worst = app.WorseExit(t.worst, app.ExitUsage)
					if len(reqs) > 0 { // answers come in the order of the lines
						if err := t.ask(ctx, reqs, nil); err != nil {
							return err
						}
						reqs = nil
					}
					if err := t.write([]Row{row}, []ad.TicketResult{{SPN: line}}); err != nil {
						return err
					}
				} else {
					reqs = append(reqs, ad.TicketRequest{SPN: spn, ETypes: etypes})
				}
				more = false
				if len(reqs) < maxPipedBatch {
					select {
					case line, more = <-lines:
					default:
					}
				}
			}
		}
		if len(reqs) > 0 {
			if err := t.ask(ctx, reqs, nil); err != nil {
				return err
			}
		}
	}
}

// pipedLines reads standard input; empty lines and those that begin with # are
// left out.
func pipedLines(ctx context.Context, s *app.Session) (<-chan string, <-chan error) {
	lines, failed := make(chan string, maxPipedBatch), make(chan error, 1)
	go func() {
		defer close(lines)
		in := bufio.NewScanner(s.In)
		in.Buffer(make([]byte, 0, 256), maxPipedLine)
		for in.Scan() {
			line := strings.TrimSpace(in.Text())
			if line == "" || line[0] == '#' {
				continue
			}
			select {
			case lines <- line:
			case <-ctx.Done():
				failed <- nil
				return
			}
		}
		err := in.Err()
		if err == bufio.ErrTooLong {
			err = fmt.Errorf("a line is longer than %d characters", maxPipedLine)
		}
		failed <- err
	}()
	return lines, failed
}
