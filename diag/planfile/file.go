package planfile

import (
	"crypto/sha256"
	"encoding/hex"
	"time"
	"unicode/utf8"

	"adwalk/ad"
	"adwalk/diag/fix"
	"adwalk/diag/jsontext"
)

// What every file begins with, and the version of its form.
const (
	Format  = "adwalk plan"
	Version = 1
)

// File is a plan as it is written.
type File struct {
	Format  string `json:"format"`
	Version int    `json:"version"`
	Digest  string `json:"digest"` // "sha256:" and the hash of the file without its digest
	Title   string `json:"title"`
	Guide   string `json:"guide,omitempty"` // ID of the guide that it comes from
	Made    Made   `json:"made"`
	Confirm string `json:"confirm"` // what will have to be typed; of several accounts the first
	// Confirms is what will have to be typed where several accounts lose something.
	// Files of earlier versions do not have it; what is asked does not depend on it.
	Confirms []string `json:"confirm_all,omitempty"`

	Objects []Object    `json:"objects"` // in the order of the changes
	Owners  []Owners    `json:"spn_owners"`
	Changes []Change    `json:"changes"`
	Undo    []ad.Change `json:"undo"` // the inverse changes, last first
	Verify  []string    `json:"verify"`

	Commands Commands `json:"commands"` // that do the same
}

// Made says who made a plan, where and when.
type Made struct {
	By      string    `json:"by"`     // the login that read the directory
	At      time.Time `json:"at"`     // UTC
	Server  string    `json:"server"` // the domain controller that was read
	Domain  string    `json:"domain"` // DN
	Forest  string    `json:"forest"` // DN of the root domain
	Program string    `json:"program"`
	Reason  string    `json:"reason,omitempty"` // a ticket's number, or why
}

// Object is one object as it was read, and as it will be.
type Object struct {
	DN         string      `json:"dn"`
	GUID       string      `json:"guid"`
	SID        string      `json:"sid"`
	Account    string      `json:"account"`
	Kind       string      `json:"kind,omitempty"`
	Attributes []Attribute `json:"attributes"`
	ReadAt     time.Time   `json:"read_at"` // UTC
}

// Attribute is what an object has and will have of an attribute that is changed, in
// the values that lookup.Values names.
type Attribute struct {
	Name   string   `json:"name"`
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// Owners are the accounts that had an SPN that is added or deleted, in the whole
// forest.
type Owners struct {
	SPN string   `json:"spn"`
	DNs []string `json:"dns"`
}

// Change is one change with what a person needs to decide.
type Change struct {
	ad.Change
	Code      string `json:"code,omitempty"` // of the finding that it fixes
	Subject   string `json:"subject,omitempty"`
	Effect    string `json:"effect,omitempty"`
	Risk      string `json:"risk,omitempty"`
	Proof     string `json:"proof,omitempty"`
	MovesTo   string `json:"moves_to,omitempty"`
	MovesFrom string `json:"moves_from,omitempty"`
	Final     bool   `json:"final,omitempty"`
	Writable  *bool  `json:"writable,omitempty"` // for who made the plan
}

// Commands are the plan as text for other tools.
type Commands struct {
	Setspn     []string `json:"setspn"`
	PowerShell []string `json:"powershell"`
	LDIF       []string `json:"ldif"` // a line each
}

// Plan is the plan that a file holds.
func (f File) Plan() fix.Plan {
	p := fix.Plan{Title: f.Title, Verify: f.Verify}
	for _, c := range f.Changes {
		p.Changes = append(p.Changes, fix.Planned{Change: c.Change, Code: c.Code, Subject: c.Subject, Effect: c.Effect, Risk: c.Risk, Proof: c.Proof,
			MovesTo: c.MovesTo, MovesFrom: c.MovesFrom, Final: c.Final, Writable: c.Writable})
	}
	return p
}

// Encode makes the bytes of a file, with its digest.
func (f File) Encode() ([]byte, error) {
	f.Digest = ""
	b, err := jsontext.Encode(f)
	if err != nil {
		return nil, err
	}
	if !f.spelled() {
		return nil, &ad.Problem{Kind: ad.ProblemRefused, What: "writing the plan to a file", Why: "a value is not UTF-8, which JSON requires", Do: "apply it from the walk or the console"}
	}
	sum := sha256.Sum256(b)
	f.Digest = "sha256:" + hex.EncodeToString(sum[:])
	return jsontext.Encode(f)
}

// spelled says whether every value is text: encoding/json replaces what is not.
func (f File) spelled() bool {
	for _, c := range f.Changes {
		if !utf8.ValidString(c.Value) || !utf8.ValidString(c.DN) || !utf8.ValidString(c.Account) {
			return false
		}
	}
	for _, o := range f.Objects {
		for _, a := range o.Attributes {
			for _, v := range a.Before {
				if !utf8.ValidString(v) {
					return false
				}
			}
		}
	}
	return true
}
