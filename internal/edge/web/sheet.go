package web

import (
	"encoding/csv"

	"regard/internal/edge/inbound"
)

// sheet is a table for spreadsheets on its way to the browser. What could be
// taken for a formula is guarded.
type sheet struct{ csv *csv.Writer }

// sheet begins a table under a file's name.
func (c *call) sheet(name string, columns ...string) sheet {
	head := c.w.Header()
	head.Set("Content-Type", "text/csv; charset=utf-8")
	head.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	head.Set("Cache-Control", "no-store")
	s := sheet{csv.NewWriter(c.w)}
	s.row(columns...)
	return s
}

func (s sheet) row(cells ...string) {
	for i, cell := range cells {
		cells[i] = inbound.Guard(cell)
	}
	s.csv.Write(cells) //nolint:errcheck // the reader went away
}

// end sends what is left.
func (s sheet) end() { s.csv.Flush() }
