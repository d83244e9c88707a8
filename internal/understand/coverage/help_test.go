package coverage

import "testing"

// Page has the job read so many customers a transaction, and so many pages a
// turn.
func Page(t *testing.T, customers, turn int) {
	p, n := paged, pagesAtOnce
	paged, pagesAtOnce = customers, turn
	t.Cleanup(func() { paged, pagesAtOnce = p, n })
}
