package torture

import (
	"fmt"
	"math/rand/v2"
	"time"

	"regard/internal/know/customer"
	"regard/internal/listen/interaction"
)

// people is how many customers there are to be contacted: few, so that clients
// get into each other's way.
const people = 240

// source is the system that tells all this.
const source = "torture"

var (
	channels    = []interaction.Channel{interaction.Phone, interaction.Email, interaction.Chat, interaction.Field, interaction.Web, interaction.System}
	touchpoints = []string{"", "delivery.doorstep", "support.line", "billing.invoice", "visit.technician"}
	heard       = []string{"", "support", "carrier", "billing"}
	outcomes    = []string{"", "", "", "on_time", "late", "wrong_invoice", "no_show", "fixed_first_time"}
	words       = []string{"", "", "This is terrible, nobody has called me back and I am angry.", "Thank you so much, it finally works, wonderful!",
		"Could you please send me a copy of the last invoice?", "Pakken skulle kommet på mandag, hvor er den?", "Great service, quick answer, thanks!"}
	given  = []string{"Ada", "Bjørn", "Cecilie", "David", "Eva", "Frode", "Grete", "Hans", "Ingrid", "Jon"}
	family = []string{"Andersen", "Berg", "Dahl", "Eriksen", "Fossum", "Haugen", "Johansen", "Lie", "Moen", "Olsen"}
)

// draft makes an interaction up, under a reference of its own.
func draft(dice *rand.Rand, ref string, now time.Time) interaction.Draft {
	who := dice.IntN(people)
	d := interaction.Draft{Source: source, SourceRef: ref, OccurredAt: now.Add(-time.Duration(dice.IntN(400*24*60)) * time.Minute).Truncate(time.Second),
		Channel: pick(dice, channels), Touchpoint: pick(dice, touchpoints), Contributor: pick(dice, heard), Outcome: pick(dice, outcomes), Text: pick(dice, words),
		Name: pick(dice, given) + " " + pick(dice, family), Resolved: dice.IntN(5) == 0}
	all := []customer.Identifier{{Kind: "external:shop", Value: fmt.Sprint("K", who)}, {Kind: "email", Value: fmt.Sprintf("c%d@mail.example", who)}, {Kind: "phone", Value: fmt.Sprintf("+4741%06d", who)}}
	switch dice.IntN(4) {
	case 0:
		d.Identifiers = all
	default:
		d.Identifiers = all[dice.IntN(3):][:1]
	}
	if dice.IntN(3) == 0 {
		d.Reference = fmt.Sprint("order:", dice.IntN(people))
	}
	if dice.IntN(3) == 0 {
		d.Thread = fmt.Sprint("t", dice.IntN(people))
	}
	if dice.IntN(10) == 0 {
		asked := float64(dice.IntN(9)-4) / 4
		d.Asked = &asked
	}
	return d
}

func pick[T any](dice *rand.Rand, list []T) T { return list[dice.IntN(len(list))] }
