package simulate

import (
	"slices"
	"strings"
	"testing"
	"time"

	"regard/internal/listen/interaction"
)

// planted is the small world, its history and what is wrong with it.
func planted(t *testing.T) (*World, []interaction.Draft, map[string]Cause) {
	causes := map[string]Cause{}
	for _, c := range small().Causes() {
		causes[c.Key] = c
	}
	if len(causes) != 3 {
		t.Fatalf("causes: %v", causes)
	}
	return small(), told(), causes
}

func TestTheCarrierIsLateWhereAndSinceItIsSaid(t *testing.T) {
	_, drafts, causes := planted(t)
	c := causes[CarrierLate]
	var here, hereLate, other, otherLate float64
	for _, d := range drafts {
		if d.Touchpoint != c.Touchpoint || d.Outcome == "" {
			continue
		}
		late := 0.0
		if d.Outcome == "late" {
			late = 1
		}
		since := d.OccurredAt.After(c.From.AddDate(0, 0, 7))
		if region, _ := d.Attributes["region"].(string); since && slices.Contains(c.Regions, region) {
			here, hereLate = here+1, hereLate+late
		} else if !since {
			other, otherLate = other+1, otherLate+late
		}
	}
	t.Logf("late here %.2f of %.0f, otherwise %.2f of %.0f", hereLate/here, here, otherLate/other, other)
	if share := hereLate / here; share < 0.3 {
		t.Errorf("late there: %.2f of %.0f", share, here)
	}
	if share := otherLate / other; share > 0.12 {
		t.Errorf("late otherwise: %.2f of %.0f", share, other)
	}
}

func TestTheQueueHoldsLongSinceItIsSaid(t *testing.T) {
	_, drafts, causes := planted(t)
	c := causes[RouterQueue]
	var there, elsewhere []int
	for _, d := range drafts {
		for _, leg := range d.Legs {
			switch {
			case leg.HoldSeconds == 0 || leg.From.Before(c.From):
			case leg.Queue == c.Queue:
				there = append(there, leg.HoldSeconds)
			default:
				elsewhere = append(elsewhere, leg.HoldSeconds)
			}
		}
	}
	slices.Sort(there)
	slices.Sort(elsewhere)
	long, short := there[len(there)/2], elsewhere[len(elsewhere)/2]
	t.Logf("median hold %d s in %d calls, elsewhere %d s in %d", long, len(there), short, len(elsewhere))
	if long < 300 || short > 90 {
		t.Errorf("median hold %d s there, %d s elsewhere", long, short)
	}
}

func TestBuyersOfTheCampaignComplainAndLeave(t *testing.T) {
	w, drafts, causes := planted(t)
	c := causes[SpeedCampaign]
	sold := map[string]time.Time{} // by order
	complained := map[string]bool{}
	for _, d := range drafts {
		if d.Touchpoint == c.Touchpoint && d.Outcome == "sold" {
			sold[d.Reference] = d.OccurredAt
			if d.Attributes["promised_mbit"] != campaignSpeed {
				t.Errorf("promised: %v", d.Attributes)
			}
		}
		if at, ok := sold[d.Reference]; ok && d.Direction == in && d.OccurredAt.Sub(at) > 5*24*time.Hour {
			complained[d.Reference] = true
		}
	}
	t.Logf("%d of %d buyers complained", len(complained), len(sold))
	if len(sold) < 20 || len(complained)*100 < len(sold)*35 {
		t.Errorf("%d of %d buyers complained", len(complained), len(sold))
	}
	var buyers, buyersLeft, others, othersLeft float64
	for customer := range w.Customers() {
		left := 0.0
		if customer.LeftAt.After(c.From) {
			left = 1
		}
		if product, _ := customer.Attributes["product"].(string); strings.HasPrefix(product, campaignName) {
			buyers, buyersLeft = buyers+1, buyersLeft+left
		} else {
			others, othersLeft = others+1, othersLeft+left
		}
	}
	t.Logf("left: %.2f of %.0f buyers, %.2f of the others", buyersLeft/buyers, buyers, othersLeft/others)
	if buyersLeft/buyers < 1.4*othersLeft/others {
		t.Errorf("buyers left %.3f, others %.3f", buyersLeft/buyers, othersLeft/others)
	}
}
