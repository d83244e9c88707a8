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
	case impression.Topics:
		return fmt.Sprintf("What it is about: %s, not %s.", c.topicNames(s.Now.Topics), c.topicNames(s.Was.Topics))
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

// topicNames names topics.
func (c *call) topicNames(keys []string) string {
	var names []string
	for _, k := range keys {
		names = append(names, topicName(c.dir, k))
	}
	return cmp.Or(strings.Join(names, ", "), "none of the topics")
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
