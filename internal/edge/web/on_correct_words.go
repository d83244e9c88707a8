package web

import (
	"cmp"
	"fmt"
	"strings"

	"regard/internal/know/impression"
	"regard/internal/platform/page"
)

// saidWord puts one side of a correction into words.
func saidWord(s impression.Said) string {
	if s.Valence == nil {
		return "nothing could be told"
	}
	w := page.Signed2(*s.Valence)
	if s.Basis != "" {
		w += ", " + basisWord(string(s.Basis))
	}
	return w
}

// correctionWords says what somebody said is otherwise.
func (c *call) correctionWords(s impression.Correction) string {
	switch s.Kind {
	case impression.Valence:
		return fmt.Sprintf("What the %s left: %s. The machine said: %s.", word(leftNouns, string(s.Role)), saidWord(impression.Said{Valence: s.Now.Valence}), saidWord(s.Was))
	case impression.Cause:
		return fmt.Sprintf("Who caused what the %s left: %s, not %s.", word(leftNouns, string(s.Role)), c.charged(s.Now.Shares), c.charged(s.Was.Shares))
	case impression.Touchpoint:
		return fmt.Sprintf("Where it was: %s, not %s.", cmp.Or(c.touchpointName(s.Now.Touchpoint), "nowhere named"), cmp.Or(c.touchpointName(s.Was.Touchpoint), "nowhere named"))
	case impression.Split:
		return "A new episode begins here."
	case impression.Apart:
		if s.OtherID != 0 {
			return "It belongs to another episode."
		}
		return "It is an episode of its own."
	case impression.Together:
		return "Its episode and another are one."
	case impression.Voided:
		return "It does not count."
	case impression.Moved:
		return "It is another customer's."
	}
	return string(s.Kind)
}

// charged names who is charged.
func (c *call) charged(shares []impression.Share) string {
	var names []string
	for _, s := range shares {
		if k := c.dir.Contributor(s.ContributorID); k.ID != 0 {
			names = append(names, k.Name)
		}
	}
	if len(names) == 0 {
		return "nobody"
	}
	return strings.Join(names, ", ")
}
