package diag

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"sync"

	"adwalk/ad"
)

// Fact is one thing that was seen, or the reason why it is not known. Subject
// names what it is about (an SPN, a host, an account); it is "" for facts that
// exist once.
type Fact[T any] struct {
	Subject string
	Value   T
	Source  ad.Source
	Problem *ad.Problem // not nil: Value is not known, and this is why
	// Absence says, of something that is not there, how we know that we could have
	// seen it. Value is then the zero value.
	Absence string
	// Key is what the fact was asked for by, where Subject is only what people call
	// it: an account that was found is asked for by its DN and shown by its name. ""
	// is Subject.
	Key string

	held bool // a snapshot holds it, so that it can prove something
}

// Known says whether the value can be used.
func (f Fact[T]) Known() bool { return f.Problem == nil }

// Kind is a family of facts of one type. Declare kinds with Define in package
// facts, so that a checks' needs can be listed by name.
type Kind[T any] struct{ Name string }

// Doc describes a kind for people.
type Doc struct{ Name, Text string }

type kindInfo struct {
	doc    string
	fold   Fold
	decode func(json.RawMessage) (any, error)
	value  reflect.Type
}

var kinds = map[string]kindInfo{}

// Define declares a kind, and which spellings of a subject are the same. Names are
// unique; a second declaration panics when the program starts, which a test would see.
func Define[T any](name, doc string, fold Fold) Kind[T] {
	if _, ok := kinds[name]; ok {
		panic("fact kind declared twice: " + name)
	}
	kinds[name] = kindInfo{doc: doc, fold: fold, decode: func(raw json.RawMessage) (any, error) {
		var v T
		err := json.Unmarshal(raw, &v)
		return v, err
	}, value: reflect.TypeFor[T]()}
	return Kind[T]{Name: name}
}

// ValueTypes are the types of the values of every kind, by its name: a test looks
// at their members.
func ValueTypes() map[string]reflect.Type {
	out := map[string]reflect.Type{}
	for n, k := range kinds {
		out[n] = k.value
	}
	return out
}

// Kinds lists the declared kinds by name.
func Kinds() []Doc {
	var out []Doc
	for n, k := range kinds {
		out = append(out, Doc{n, k.doc})
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

// Request asks a collector for one fact. It is also the fact's identity.
type Request struct {
	Kind    string
	Subject string
}

// For makes the request for a fact of this kind.
func (k Kind[T]) For(subject string) Request { return Request{Kind: k.Name, Subject: subject} }

type stored struct {
	subject string
	value   any
	source  ad.Source
	problem *ad.Problem
	absence string
	key     string // what it is stored under; "" is the subject
}

// Snapshot holds facts. It is safe for concurrent use: collectors write while
// the console reads. A fact put twice replaces the earlier one.
type Snapshot struct {
	mu    sync.RWMutex
	facts map[string]map[string]stored // kind, folded subject
	// changes counts what happened to a kind, so that indices know their age.
	changes map[string]int
	indices map[string]index
}

// NewSnapshot returns an empty snapshot.
func NewSnapshot() *Snapshot {
	return &Snapshot{facts: map[string]map[string]stored{}, changes: map[string]int{}, indices: map[string]index{}}
}

// Clone returns a snapshot with the same facts, which changes apart from s.
func (s *Snapshot) Clone() *Snapshot {
	s.mu.RLock()
	defer s.mu.RUnlock()
	out := NewSnapshot()
	for kind, facts := range s.facts {
		out.facts[kind] = maps.Clone(facts)
	}
	return out
}

func (s *Snapshot) put(kind string, f stored) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.facts[kind] == nil {
		s.facts[kind] = map[string]stored{}
	}
	if f.key == "" {
		f.key = f.subject
	}
	s.facts[kind][folded(kind, f.key)] = f
	s.changed(kind)
}

// Has says whether the snapshot holds an answer to the request, known or not.
func (s *Snapshot) Has(r Request) bool {
	s.mu.RLock()
	defer s.mu.RUnlock()
	_, ok := s.facts[r.Kind][folded(r.Kind, r.Subject)]
	return ok
}

// Problem returns why a requested fact is not known, nil when it is known or was
// never asked for.
func (s *Snapshot) Problem(r Request) *ad.Problem {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.facts[r.Kind][folded(r.Kind, r.Subject)].problem
}

// Forget drops facts, so that they are collected again. With an empty subject
// every fact of the kind goes.
func (s *Snapshot) Forget(r Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.changed(r.Kind)
	if r.Subject == "" {
		delete(s.facts, r.Kind)
		return
	}
	delete(s.facts[r.Kind], folded(r.Kind, r.Subject))
}

// ForgetProblems drops the facts that are not known for a reason of one kind, so
// that they are collected again.
func (s *Snapshot) ForgetProblems(kind ad.ProblemKind) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, facts := range s.facts {
		maps.DeleteFunc(facts, func(_ string, f stored) bool { return f.problem != nil && f.problem.Kind == kind })
	}
}

// PutProblem records why a requested fact is not known.
func (s *Snapshot) PutProblem(r Request, src ad.Source, p *ad.Problem) {
	s.put(r.Kind, stored{subject: r.Subject, source: src, problem: p})
}

// Put records a fact.
func (k Kind[T]) Put(s *Snapshot, f Fact[T]) {
	s.put(k.Name, stored{f.Subject, f.Value, f.Source, f.Problem, f.Absence, f.Key})
}

// Reader gives a check its facts and remembers which kinds it read, so that a
// test can hold a check's declaration against what it does.
type Reader struct {
	snap *Snapshot
	mu   sync.Mutex
	read map[string]bool
}

// Reader returns a fresh reader of the snapshot.
func (s *Snapshot) Reader() *Reader { return &Reader{snap: s, read: map[string]bool{}} }

// Read lists the kinds that were read, sorted.
func (r *Reader) Read() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var out []string
	for k := range r.read {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

func (r *Reader) note(kind string) {
	r.mu.Lock()
	r.read[kind] = true
	r.mu.Unlock()
}

// Get returns the fact about a subject and whether anyone asked for it. A fact
// that was asked for and is not known comes back with its Problem, one that was
// not asked for with a Problem of kind not-asked.
func (k Kind[T]) Get(r *Reader, subject string) (Fact[T], bool) {
	r.note(k.Name)
	r.snap.mu.RLock()
	defer r.snap.mu.RUnlock()
	f, ok := r.snap.facts[k.Name][folded(k.Name, subject)]
	if !ok {
		return Fact[T]{Subject: subject, Problem: &ad.Problem{Kind: ad.ProblemNotAsked, What: strings.TrimSpace("reading " + k.Name + " " + subject), Why: "it was not asked for"}}, false
	}
	return typed[T](f), true
}

func typed[T any](f stored) Fact[T] {
	v, ok := f.value.(T)
	if !ok && f.problem == nil {
		f.problem = &ad.Problem{Kind: ad.ProblemProtocol, What: "a fact has another type than its kind", Why: fmt.Sprintf("%T", f.value)}
	}
	return Fact[T]{Subject: f.subject, Value: v, Source: f.source, Problem: f.problem, Absence: f.absence, Key: f.key, held: true}
}
