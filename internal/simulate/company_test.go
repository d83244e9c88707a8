package simulate

import (
	"testing"
	"time"
)

func TestAboutOneHundredAndTwentyPeopleWorkThere(t *testing.T) {
	w := small()
	posts := map[string]int{}
	latest := map[string]time.Time{}
	for _, e := range w.Employees() {
		posts[e.Key]++
		if !e.From.After(latest[e.Key]) {
			t.Errorf("%s: memberships out of order", e.Key)
		}
		latest[e.Key] = e.From
	}
	moved := 0
	for _, n := range posts {
		if n > 1 {
			moved++
		}
	}
	if len(posts) < 110 || len(posts) > 130 || moved == 0 {
		t.Errorf("%d employees, %d moved", len(posts), moved)
	}
}

func TestParentsComeFirst(t *testing.T) {
	seen := map[string]bool{"": true}
	for _, c := range small().Contributors() {
		if !seen[c.Parent] {
			t.Errorf("%s comes before %s", c.Key, c.Parent)
		}
		seen[c.Key] = true
	}
}

func TestNamesAndNumbersAreNobodyElses(t *testing.T) {
	numbers, firms := map[string]bool{}, map[string]bool{}
	for i := range 100_000 {
		numbers[mobile(i)] = true
	}
	for i := range 7200 {
		_, domain := firm(i)
		firms[domain] = true
	}
	if len(numbers) != 100_000 || len(firms) != 7200 {
		t.Errorf("%d numbers, %d firms", len(numbers), len(firms))
	}
}
