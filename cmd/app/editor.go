//go:build !auditor

package app

import (
	"adwalk/ad"
	"adwalk/ad/directory"
	"adwalk/ad/editor"
	"adwalk/ad/journal"
)

const editorLinked = true

func newEditor(s *Session, conn *directory.Conn, operator string) (ad.PlanEditor, error) {
	j, err := journal.Open("")
	if err != nil {
		return nil, err
	}
	return editor.New(conn, j, editor.Options{Operator: operator, AllowTier0: s.Flags.AllowTier0}), nil
}
