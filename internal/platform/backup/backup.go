// Package backup is the file that a whole company fits into: every row of every
// table, as one snapshot saw them, and small files that lie beside the database.
//
// The format is the same for SQLite and PostgreSQL, so that what one wrote the
// other can read. A file begins with Magic; then come frames. A frame is a
// letter, the length of its content and the length of that when packed (four
// bytes each, little-endian), and the content, packed by Zstandard:
//
//	h  once, first: the Head as JSON
//	f  a file beside the database: the length of its name (uvarint), the name,
//	   what is in it
//	r  rows of one table: its index in Head.Tables and how many (four bytes each,
//	   little-endian), then each row: a bit for each column, set where it is null, and the values of
//	   the others one after another: whole numbers and instants (microseconds
//	   since 1970) as varints, a boolean as a byte, a double as eight bytes, a
//	   text or JSON as its length (uvarint) and its bytes
//	e  once, last: the End as JSON: how many rows of each table there are
//
// After the end come 32 bytes more, the SHA-256 of all bytes before them.
//
// Whoever reads a file believes none of it: every length has a limit, every
// text is checked, and what was read is good only when Read returned nil.
package backup

import (
	"time"

	"regard/internal/platform/database"
	"regard/internal/platform/problem"
)

// Magic is how a backup begins.
const Magic = "regard backup\n"

// Format is the version of the format that this program writes and reads.
const Format = 1

// Head says what a backup is.
type Head struct {
	Format   int              `json:"format"`
	Schema   int              `json:"schema"`   // the version of the schema
	Program  string           `json:"program"`  // which version of Regard wrote it
	Company  string           `json:"company"`  // whose it is
	Database string           `json:"database"` // where it came from: SQLite or PostgreSQL
	Key      string           `json:"key"`      // the fingerprint of the key, which is not in it
	MadeAt   time.Time        `json:"made_at"`  // when the snapshot was taken
	Tables   []database.Shape `json:"tables"`
}

// End says what was written.
type End struct {
	Rows   map[string]int64 `json:"rows"` // by table
	SHA256 string           `json:"-"`    // of the file, but for the 32 bytes of itself
}

// Total is how many rows there are in all tables.
func (e End) Total() (n int64) {
	for _, k := range e.Rows {
		n += k
	}
	return n
}

// Size is how much a backup holds.
type Size struct {
	Plain  int64 // bytes before packing
	Packed int64 // bytes of the file
}

const (
	frameHead = 'h'
	frameFile = 'f'
	frameRows = 'r'
	frameEnd  = 'e'

	prefix     = 9         // bytes before a frame's content
	rowsHead   = 8         // bytes before a frame's rows
	fullFrame  = 1 << 20   // rows are gathered up to this
	maxFrame   = 64 << 20  // the most bytes of a frame, also unpacked
	maxFile    = 256 << 20 // of all files beside the database together
	maxHead    = 1 << 20
	maxName    = 100 // of a file
	maxColumns = 500

	together = 2000 // rows handed over at once, at most
)

// malformed is what is wrong with a file; what says where. It is told to whoever
// runs the program, and holds nothing out of rows.
func malformed(what string) error {
	return problem.New(problem.Invalid, "backup.malformed", problem.Params{"what": what})
}

// cutShort is what is wrong with a file that ends too early.
func cutShort() error { return problem.New(problem.Invalid, "backup.cut_short", nil) }
