package uitest

import (
	"context"
	"sync"

	"adwalk/ad"
	"adwalk/ui"
	"adwalk/ui/screen"
)

// Backend is a console's backend whose every part a test can change before the
// console is opened.
type Backend struct {
	ui.Setup
	ui.Access
	OnConnect func(context.Context) (ui.Status, *ad.Problem) // nil: connected as Setup says
	OnLogin   func(context.Context, ui.Login) (ui.Status, *ad.Problem)
	OnJournal func() ([]ui.JournalRow, error)
	OnLog     func() []ui.LogLine
	OnSave    func(name, text string) *ad.Problem

	mu   sync.Mutex
	kept map[string][]byte // sessions, by forest
}

// Open returns the backend as a console takes it.
func (b *Backend) Open() ui.Backend { return asBackend{b} }

// asBackend keeps the methods apart from the fields of the same names.
type asBackend struct{ b *Backend }

func (a asBackend) Setup() ui.Setup { return a.b.Setup }

func (a asBackend) Current() ui.Access { return a.b.Access }

func (a asBackend) Connect(ctx context.Context) (ui.Status, *ad.Problem) {
	if a.b.OnConnect == nil {
		return a.b.Setup.Status, nil
	}
	return a.b.OnConnect(ctx)
}

func (a asBackend) Login(ctx context.Context, l screen.Login) (ui.Status, *ad.Problem) {
	if a.b.OnLogin == nil {
		return ui.Status{}, &ad.Problem{Kind: ad.ProblemUsage, What: "logging in", Why: "this test has no login"}
	}
	return a.b.OnLogin(ctx, l)
}

func (a asBackend) Journal() ([]ui.JournalRow, error) {
	if a.b.OnJournal == nil {
		return nil, nil
	}
	return a.b.OnJournal()
}

func (a asBackend) Log() []ui.LogLine {
	if a.b.OnLog == nil {
		return nil
	}
	return a.b.OnLog()
}

func (a asBackend) Keep(forest string, data []byte) *ad.Problem {
	a.b.mu.Lock()
	defer a.b.mu.Unlock()
	if a.b.kept == nil {
		a.b.kept = map[string][]byte{}
	}
	if data == nil {
		delete(a.b.kept, forest)
	} else {
		a.b.kept[forest] = data
	}
	return nil
}

func (a asBackend) Kept(forest string) []byte {
	a.b.mu.Lock()
	defer a.b.mu.Unlock()
	return a.b.kept[forest]
}

func (a asBackend) Save(name, text string) *ad.Problem {
	if a.b.OnSave == nil {
		return &ad.Problem{Kind: ad.ProblemUsage, What: "saving " + name, Why: "this test writes no files"}
	}
	return a.b.OnSave(name, text)
}
