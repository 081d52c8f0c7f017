//go:build auditor

package app

import (
	"adwalk/ad"
	"adwalk/ad/directory"
)

const editorLinked = false

func newEditor(*Session, *directory.Conn, string) (ad.PlanEditor, error) { return nil, nil }
