package webd

import (
	"io"
	"log"
)

// quiet swallows what net/http would print about clients that hang up.
func quiet() *log.Logger { return log.New(io.Discard, "", 0) }
