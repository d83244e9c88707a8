package web

import (
	"slices"
	"strings"
	"time"

	"regard/internal/platform/page"
)

// Coverage says for how many customers we can tell how they regard us.
type Coverage struct {
	Known, Customers  int
	Worth, KnownWorth page.Money // a year
	CountedAt         time.Time  // zero: not counted yet
}

// Told tells whether there is anything to say.
func (c Coverage) Told() bool { return c.Customers > 0 }

// Share is the part that is known, 0 … 1.
func (c Coverage) Share() float64 { return share(int64(c.Known), int64(c.Customers)) }

// Revenue tells whether what customers are worth is known.
func (c Coverage) Revenue() bool { return c.Worth.Minor > 0 }

// WorthShare is the part of what customers are worth that is known, 0 … 1.
func (c Coverage) WorthShare() float64 { return share(c.KnownWorth.Minor, c.Worth.Minor) }

// Silent is for how many we cannot tell.
func (c Coverage) Silent() int { return c.Customers - c.Known }

func share(some, all int64) float64 {
	if all == 0 {
		return 0
	}
	return float64(some) / float64(all)
}

// CoveragePage is for whom we can tell, and who is silent. GET
// /customers/coverage; POST counts anew.
type CoveragePage struct {
	Frame
	Coverage   Coverage
	Mean       CoverageMean
	Never      int           // of the silent: were never in contact
	Least      []CoverageRow // of whom we know least, measured against all
	Languages  []CoverageRow
	Channels   []CoverageRow
	Sizes      []CoverageRow
	MayRecount bool
}

// Template names the page.
func (CoveragePage) Template() string { return "coverage" }

// CoverageMean is a mean of relationships; not Enough says that they are too few.
type CoverageMean struct {
	Relationship
	N int
}

// CoverageRow is one value of a dimension.
type CoverageRow struct {
	Dimension string
	Value     string
	Coverage
	Mean CoverageMean
}

// LackingPoints is how far a row lies below another share, in whole points.
func (r CoverageRow) LackingPoints(all float64) int { return int((all-r.Share())*100 + 0.5) }

var languageWords = map[string]string{
	"": "No language known", "und": "Not recognised", "nb": "Norwegian (bokmål)", "nn": "Norwegian (nynorsk)", "no": "Norwegian", "en": "English", "sv": "Swedish", "da": "Danish", "de": "German",
	"fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "fi": "Finnish", "is": "Icelandic", "pl": "Polish", "pt": "Portuguese", "et": "Estonian", "lt": "Lithuanian",
	"lv": "Latvian", "uk": "Ukrainian", "ru": "Russian", "ar": "Arabic", "tr": "Turkish", "cs": "Czech", "hu": "Hungarian", "ro": "Romanian", "el": "Greek", "zh": "Chinese", "ja": "Japanese",
	"so": "Somali", "vi": "Vietnamese", "ur": "Urdu", "fa": "Persian", "th": "Thai", "hi": "Hindi", "ko": "Korean", "he": "Hebrew", "bg": "Bulgarian", "hr": "Croatian", "sr": "Serbian",
	"sk": "Slovak", "sl": "Slovenian", "se": "Northern Sami",
}

// languageWord names a language; one that is not listed by its code.
func languageWord(code string) string {
	if w, ok := languageWords[code]; ok {
		return w
	}
	return strings.ToUpper(code)
}

var sizeWords = map[string]string{"none": "No account", "1-2": "1 or 2 people", "3-10": "3 to 10 people", "11-50": "11 to 50 people", "51-": "More than 50"}

func sizeWord(size string) string { return word(sizeWords, size) }

// CoverageTable is one dimension as a table.
type CoverageTable struct {
	Title, About string
	Rows         []CoverageRow
}

// Revenue tells whether anybody of the table is worth something.
func (t CoverageTable) Revenue() bool {
	return slices.ContainsFunc(t.Rows, func(r CoverageRow) bool { return r.Coverage.Revenue() })
}

func coverageTable(title, about string, rows []CoverageRow) CoverageTable {
	return CoverageTable{title, about, rows}
}
