package api

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"mime"
	"net/http"
	"os"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"regard/internal/listen/interaction"
	"regard/internal/platform/problem"
)

const (
	maxRows          = 10_000
	maxBody          = 64 << 20 // bytes
	maxRow           = 4 << 20  // bytes: what a draft may hold at the most, written with escapes
	rowsATransaction = 500
)

// rows reads a batch row by row: the elements of a JSON array, or the lines of
// NDJSON, of which a broken one spoils no other. It holds one row at a time.
type rows struct {
	body  *rowReader        // nil for NDJSON
	json  *jsontext.Decoder // likewise
	lines *bufio.Reader
	ended bool
	size  int // bytes of the row that was read last
}

// mediaType returns of what kind a body is; one that is none of those known is refused.
func mediaType(r *http.Request, known ...string) (string, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || !slices.Contains(known, kind) || r.Header.Get("Content-Encoding") != "" {
		return "", problem.New(problem.Invalid, "api.media_type", problem.Params{"known": strings.Join(known, " or ") + ", not compressed"})
	}
	return kind, nil
}

// openLines opens a body of lines that may have any length.
func openLines(r *http.Request) (*rows, error) {
	if _, err := mediaType(r, "application/x-ndjson"); err != nil {
		return nil, err
	}
	return &rows{lines: bufio.NewReaderSize(r.Body, 64<<10)}, nil
}

func openRows(w http.ResponseWriter, r *http.Request, most int64) (*rows, error) {
	kind, err := mediaType(r, "application/json", "application/x-ndjson")
	if err != nil {
		return nil, err
	}
	body := http.MaxBytesReader(w, r.Body, most)
	if kind == "application/x-ndjson" {
		return &rows{lines: bufio.NewReaderSize(body, 64<<10)}, nil
	}
	rs := &rows{body: &rowReader{in: body}}
	// What is wrong within a row is the row's own problem: the array's reader lets it pass.
	rs.json = jsontext.NewDecoder(rs.body, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	t, err := rs.json.ReadToken()
	if err != nil {
		return nil, malformed(err)
	}
	if t.Kind() != '[' {
		return nil, problem.New(problem.Invalid, "api.body_malformed", problem.Params{"why": "an array is expected"})
	}
	return rs, nil
}

// next reads a row into d; false at the end. A problem with true is the row's
// own, and the next row can be read; one with false is the body's.
func (rs *rows) next(d *interaction.Draft) (bool, error) {
	if rs.ended {
		return false, nil
	}
	if rs.lines != nil {
		return rs.nextLine(d)
	}
	rs.body.from = rs.json.InputOffset()
	if rs.json.PeekKind() == ']' {
		rs.ended = true
		if _, err := rs.json.ReadToken(); err != nil {
			return false, malformed(err)
		}
		if _, err := rs.json.ReadToken(); err != io.EOF {
			return false, problem.New(problem.Invalid, "api.body_malformed", problem.Params{"why": "something follows the array"})
		}
		return false, nil
	}
	raw, err := rs.json.ReadValue()
	rs.size = len(raw)
	switch {
	case err != nil:
		rs.ended = true
		return false, malformed(err)
	case len(raw) > maxRow:
		return true, tooLong()
	}
	return true, interaction.Decode(raw, d)
}

func (rs *rows) nextLine(d *interaction.Draft) (bool, error) {
	for !rs.ended {
		line, err := rs.line()
		rs.size = len(line)
		if rs.ended = err != nil; rs.ended && err != io.EOF {
			return false, malformed(err)
		}
		switch {
		case len(line) > maxRow:
			return true, tooLong()
		case len(bytes.TrimSpace(line)) > 0:
			return true, interaction.Decode(line, d)
		}
	}
	return false, nil
}

// line reads a line, which is good until the next; of one that is longer than a row may be it keeps only so
// much that this can be told.
func (rs *rows) line() (line []byte, err error) {
	for {
		part, err := rs.lines.ReadSlice('\n')
		if len(line) == 0 && !errors.Is(err, bufio.ErrBufferFull) {
			return part, err
		}
		if len(line) <= maxRow {
			line = append(line, part...)
		}
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

func tooLong() error {
	return problem.New(problem.Invalid, "api.row_too_large", problem.Params{"max": number(maxRow>>20) + " MiB"})
}

// rowReader reads a body until a row is far longer than one may be. Its reader
// takes more than it needs, so that it is let go on to twice of it.
type rowReader struct {
	in   io.Reader
	read int64
	from int64 // where the row begins that is being read
}

var errLongRow = errors.New("the row is too long")

// Read implements io.Reader.
func (r *rowReader) Read(b []byte) (int, error) {
	left := 2*maxRow - (r.read - r.from)
	if left <= 0 {
		return 0, errLongRow
	}
	n, err := r.in.Read(b[:min(left, int64(len(b)))])
	r.read += int64(n)
	return n, err
}

// malformed says why a body cannot be read on.
func malformed(err error) error {
	if e, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return problem.New(problem.Invalid, "api.body_too_large", problem.Params{"max": number(int(e.Limit>>20)) + " MiB"})
	}
	if errors.Is(err, errLongRow) {
		return tooLong()
	}
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return problem.New(problem.Invalid, "api.body_slow", nil)
	}
	why := "it ends too early"
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok && !errors.Is(e, io.ErrUnexpectedEOF) {
		why = "something stands where it may not, at byte " + number(int(e.ByteOffset)+1)
	}
	return problem.New(problem.Invalid, "api.body_malformed", problem.Params{"why": why})
}
