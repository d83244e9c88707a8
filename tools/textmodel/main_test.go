package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"runtime"
	"slices"
	"testing"

	"regard/internal/platform/text"
)

// small is a training of seconds, on our own rows alone.
func small(t *testing.T) []byte {
	t.Helper()
	rows, err := own("data", []string{"da", "en", "no"})
	if err != nil {
		t.Fatal(err)
	}
	few := slices.DeleteFunc(rows, func(r row) bool { return split(r.text) != tune && len(r.text)%7 > 0 })
	if len(few) < 300 {
		t.Fatalf("%d rows", len(few))
	}
	s := full
	s.places, s.tonguePlaces, s.epochs, s.tongueEpochs = 2_000, 1_000, 1, 1
	return s.train(few, few).Append(nil)
}

// The file in testdata is what amd64 makes of it; elsewhere sums of floating-point numbers are rounded otherwise.
func TestTrainingMakesTheSameModelEveryTime(t *testing.T) {
	first, again := small(t), small(t)
	if !bytes.Equal(first, again) {
		t.Error("two trainings made two models")
	}
	if _, err := text.ParseModel(first); err != nil {
		t.Error(err)
	}
	sum := sha256.Sum256(first)
	got := hex.EncodeToString(sum[:]) + "\n"
	const golden = "testdata/small.sha256"
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if runtime.GOARCH == "amd64" && got != string(want) {
		t.Errorf("the small model is %s, not %s: if tables, texts or training changed, make the model anew (make text-model), and run this with UPDATE=1", got, want)
	}
}

func TestServiceMessagesOnEvenLinesAreNeverTrainedOn(t *testing.T) {
	for _, l := range text.Languages {
		rows, err := own("data", []string{l})
		if err != nil {
			t.Fatal(err)
		}
		n := map[part]int{}
		for _, r := range rows {
			n[r.part]++
		}
		if n[test] < 150 || n[train] < 1000 || n[tune] < 50 {
			t.Errorf("%s: %v", l, n)
		}
		for _, r := range once(rows) {
			if r.part == train && slices.ContainsFunc(rows, func(o row) bool { return o.part == test && bare(o.text) == bare(r.text) }) {
				t.Errorf("%s: %q is trained on and tested", l, r.text)
			}
		}
	}
}

func TestFigures(t *testing.T) {
	c := confusion{{8, 2, 0}, {1, 7, 2}, {0, 1, 9}}
	macro, accuracy, bad := c.figures()
	// F1: negative 2·8/(10+9), neutral 2·7/(10+10), positive 2·9/(10+11).
	if want := (16.0/19 + 14.0/20 + 18.0/21) / 3; math.Abs(macro-want) > 1e-12 || accuracy != 0.8 || bad != 16.0/19 {
		t.Errorf("%v %v %v, want macro %v", macro, accuracy, bad, want)
	}
	var b bins
	for i := range 10 {
		b.add(0.75, i < 5)
	}
	if e := b.ece(); e != 0.25 {
		t.Errorf("calibration error %v of what is said at 0.75 and right at 0.5", e)
	}
}
