package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"

	"regard/internal/platform/text"
)

// Text tells what lines of text say.
type Text struct {
	File string `arg:"" optional:"" help:"File to read; standard input otherwise."`
}

// Help shows an example.
func (Text) Help() string {
	return `Every line gives one line of JSON: language (BCP 47, "und" where it cannot be told), valence (-1 to +1), confidence
(0 to 1) and label (negative, neutral, positive, unknown). Of a line longer than 1 MiB the rest is not read.

Example:
  echo "Thanks, it works again!" | regard text`
}

// maxLine is how much of a line is read.
const maxLine = 1 << 20

// Run reads lines and answers each at once, so that it can stand in a pipe.
func (c Text) Run(s *session) error {
	in := s.in
	if c.File != "" && c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	ended := make(chan error, 1)
	go func() { ended <- score(in, s.out) }()
	select { // a terminal's line may never come, and Ctrl-C must end the waiting for it
	case err := <-ended:
		return err
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// score answers line by line.
func score(in io.Reader, out io.Writer) error {
	r, w := bufio.NewReaderSize(in, 64<<10), bufio.NewWriterSize(out, 64<<10)
	scorer, answer := text.English(), json.NewEncoder(w)
	var line []byte
	for {
		var err error
		if line, err = readLine(r, line[:0]); err != nil {
			if err == io.EOF {
				err = nil
			}
			return errors.Join(err, w.Flush())
		}
		if err := answer.Encode(scorer.Score(string(line))); err != nil {
			return err
		}
		if r.Buffered() == 0 {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
}

// readLine appends the next line, without its end and up to maxLine, to line.
func readLine(r *bufio.Reader, line []byte) ([]byte, error) {
	for some := false; ; some = true {
		part, err := r.ReadSlice('\n')
		line = append(line, part[:min(len(part), max(0, maxLine-len(line)))]...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == io.EOF && (some || len(part) > 0), err == nil:
			return trimEnd(line), nil
		}
		return line, err
	}
}

func trimEnd(line []byte) []byte {
	for _, end := range []byte{'\n', '\r'} {
		if n := len(line); n > 0 && line[n-1] == end {
			line = line[:n-1]
		}
	}
	return line
}
