package directory

import (
	"strings"

	"adwalk/ad"
)

// maxPage is the most that Active Directory gives in one page (MaxPageSize,
// MS-ADTS 3.1.1.3.4.6) and, without paging, at all.
const maxPage = 1000

// smallUSN is the highest update number of a directory that is small enough to
// be had in one answer: every object took one of these numbers at least, and
// Samba gives up an answer of more than 256 MB.
const smallUSN = 100_000

// pageSize is how many objects a page of this search shall have, 0 for no
// pages. Samba knows no limit of objects, and its pages are dear: it gathers the
// names of all objects first and then reads each one again, which takes several
// times as long as the same search in one go. It is still asked for pages where
// the caller wants only the first objects, in a large directory, and while it has
// not said what it is.
func (c *Conn) pageSize(a address, q ad.Query) int {
	switch {
	case q.Scope == ad.ScopeBase:
		return 0
	case c.opt.PageSize > 0:
		return min(c.opt.PageSize, maxPage)
	case q.Limit == 0 && c.smallSamba(a):
		return 0
	}
	return maxPage
}

// smallSamba says whether the server at the address is known to be Samba's, with
// a directory that fits into one answer.
func (c *Conn) smallSamba(a address) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.info != nil && a.host == c.address.host && strings.HasPrefix(c.info.Vendor, "Samba ") &&
		c.info.HighestUSN > 0 && c.info.HighestUSN <= smallUSN
}
