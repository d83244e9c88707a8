package page

import "strings"

// Policy is the content security policy of a page that only those origins may
// show in a frame; without any, nobody may. Nothing is loaded from elsewhere, and
// no script or style stands in a page itself.
func Policy(framers ...string) string {
	who := "'none'"
	if len(framers) > 0 {
		who = strings.Join(framers, " ")
	}
	return "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors " + who
}
