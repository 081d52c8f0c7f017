package journal

import "io/fs"

// owner is not known here.
func owner(fs.FileInfo) string { return "" }
