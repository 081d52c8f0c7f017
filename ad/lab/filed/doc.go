// Package filed is the lab's file server: it negotiates SMB 2 and 3 and judges the
// ticket of a session setup (MS-SMB2 3.3.5). It has no shares.
package filed
