package ui_test

import (
	"os"
	"testing"
	"time"
)

func TestMain(m *testing.M) {
	time.Local = time.UTC // views show local times
	os.Exit(m.Run())
}
