package main

import (
	"fmt"
	"math"
	"strings"
)

// confusion counts rows by what is right and what was said.
type confusion [3][3]int

// figures are the macro-average of the classes' F1, accuracy, and F1 of negative. A class that is not there is left out.
func (c *confusion) figures() (macro, accuracy, bad float64) {
	n, right, classes := 0, 0, 0
	for j := range c {
		tp, fp, fn := c[j][j], 0, 0
		for k := range c {
			n += c[j][k]
			if k != j {
				fn += c[j][k]
				fp += c[k][j]
			}
		}
		right += tp
		if tp+fn == 0 {
			continue
		}
		classes++
		f := 2 * float64(tp) / float64(2*tp+fp+fn)
		macro += f
		if j == negative {
			bad = f
		}
	}
	return macro / float64(max(1, classes)), float64(right) / float64(max(1, n)), bad
}

func (c *confusion) rows() (n int) {
	for _, r := range c {
		n += r[0] + r[1] + r[2]
	}
	return n
}

// commonest is what saying the commonest class every time would come to.
func (c *confusion) commonest() (o confusion) {
	best, most := 0, -1
	for j, r := range c {
		if n := r[0] + r[1] + r[2]; n > most {
			best, most = j, n
		}
	}
	for j, r := range c {
		o[j][best] = r[0] + r[1] + r[2]
	}
	return o
}

// bins count how often what was said with a confidence was right, by tenths of it.
type bins [10]struct {
	n    int
	sure float64 // sum
	true int
}

func (b *bins) add(sure float64, right bool) {
	x := &b[min(9, int(sure*10))]
	x.n++
	x.sure += sure
	if right {
		x.true++
	}
}

// ece is the expected calibration error: the mean distance of confidence and accuracy, over the bins' rows.
func (b *bins) ece() (e float64) {
	n := 0
	for _, x := range b {
		n += x.n
	}
	for _, x := range b {
		if x.n > 0 {
			e += math.Abs(x.sure-float64(x.true)) / float64(n)
		}
	}
	return e
}

// markdown is rows of cells as a table.
func markdown(head []string, rows [][]string) string {
	var out strings.Builder
	line := func(cells []string) { fmt.Fprintf(&out, "| %s |\n", strings.Join(cells, " | ")) }
	line(head)
	line(strings.Split(strings.Repeat("---|", len(head)-1)+"---", "|"))
	for _, r := range rows {
		line(r)
	}
	return out.String()
}
