package web

import (
	"testing"

	"regard/internal/platform/page"
)

// BenchmarkCard is what drawing and rendering a full card costs, without its data.
func BenchmarkCard(b *testing.B) {
	pages, err := OpenPages()
	if err != nil {
		b.Fatal(err)
	}
	card, here := sampleCard(), page.Here{Zone: oslo, Now: sampleNow}
	for b.Loop() {
		if _, err := pages.HTML(here, card); err != nil {
			b.Fatal(err)
		}
	}
}
