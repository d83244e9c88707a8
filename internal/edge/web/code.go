package web

import (
	"fmt"
	"image/color"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// quiet is the margin that a code needs around it, in modules (ISO/IEC 18004).
const quiet = 4

// drawCode draws a text as a QR code that still reads with 15 % of it gone
// (level M): a path of rows of dark modules, each one unit high.
func drawCode(text string) (c Code, err error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return c, err
	}
	b := code.Bounds()
	dark := func(x, y int) bool { return code.At(x, y) == color.Black }
	var path strings.Builder
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if !dark(x, y) {
				continue
			}
			from := x
			for x < b.Max.X && dark(x, y) {
				x++
			}
			fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+quiet, y+quiet, x-from, x-from)
		}
	}
	return Code{Size: b.Dx() + 2*quiet, Path: path.String()}, nil
}
