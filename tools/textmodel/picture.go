package main

import (
	"fmt"
	"math"
	"os"
	"strings"

	"regard/internal/platform/text"
)

// reliability draws how often what was said with some confidence was right, a panel a language: on the diagonal it is as sure as it ought to
// be. A dot's area grows with how many rows it stands for; its line is the 95 % interval of so many (Wilson, 1927).
func reliability(path string, sure map[string]*bins) error {
	const size, gap, left, top = 150.0, 34.0, 52.0, 30.0
	var b strings.Builder
	width, height := left+4*(size+gap), top+2*(size+gap+14)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="system-ui, sans-serif" font-size="11" role="img" aria-label="Confidence and how often it was right, by language">`+"\n", width, height)
	fmt.Fprintf(&b, `<style>text{fill:#555}.f{fill:none;stroke:#999}.d{stroke:#999;stroke-dasharray:3 3}.p{fill:#6b3fc4}.i{stroke:#6b3fc4;stroke-width:1.5}@media(prefers-color-scheme:dark){text{fill:#bbb}.p{fill:#a98bf0}.i{stroke:#a98bf0}}</style>`+"\n")
	for k, l := range text.Languages {
		x, y := left+float64(k%4)*(size+gap), top+float64(k/4)*(size+gap+14)
		fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" font-weight="600">%s</text><rect class="f" x="%.0f" y="%.0f" width="%.0f" height="%.0f"/><path class="d" d="M%.0f %.0fL%.0f %.0f"/>`, x, y-8, l, x, y, size, size, x, y+size, x+size, y)
		fmt.Fprintf(&b, `<text x="%.0f" y="%.0f">0</text><text x="%.0f" y="%.0f" text-anchor="end">sure 1</text>`, x, y+size+14, x+size, y+size+14)
		if k%4 == 0 {
			fmt.Fprintf(&b, `<text x="%.0f" y="%.0f" text-anchor="end">right 1</text>`, x-4, y+10)
		}
		b.WriteString("\n")
		for _, bin := range sure[l] {
			if bin.n < 20 {
				continue
			}
			n, p := float64(bin.n), float64(bin.true)/float64(bin.n)
			const z = 1.96
			middle, reach := (p+z*z/(2*n))/(1+z*z/n), z/(1+z*z/n)*math.Sqrt(p*(1-p)/n+z*z/(4*n*n))
			at := x + size*bin.sure/n
			fmt.Fprintf(&b, `<path class="i" d="M%.1f %.1fV%.1f"/><circle class="p" cx="%.1f" cy="%.1f" r="%.1f"/>`+"\n", at, y+size*(1-middle-reach), y+size*(1-middle+reach), at, y+size*(1-p), 2+math.Sqrt(n)/12)
		}
	}
	b.WriteString("</svg>\n")
	return os.WriteFile(path, []byte(b.String()), 0o644)
}
