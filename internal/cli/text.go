package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"os"

	"regard/internal/platform/text"
)

// Text reads what customers write, and learns from corrections of that.
type Text struct {
	Read  TextRead  `cmd:"" default:"withargs" help:"Tell what lines of text say: language, valence, confidence, label and more."`
	Adapt TextAdapt `cmd:"" help:"Learn from your own corrections what would be read better."`
}

// TextRead tells what lines of text say.
type TextRead struct {
	File     string `arg:"" optional:"" help:"File to read; standard input otherwise."`
	Language string `help:"Language that is expected (BCP 47); it helps where the words are few."`
}

// Help shows an example.
func (TextRead) Help() string {
	return `Every line gives one line of JSON: language (BCP 47; "und" where it cannot be told, "mul" where there are several), valence (-1 to +1),
confidence (0 to 1) and label (negative, neutral, positive, unknown), and, where the language is one of the eight that are read, the sentence that
decided, the words that moved it, emotions, effort, topics and what the message needs. Of a line longer than 1 MiB the rest is not read.

Example:
  echo "Thanks, it works again!" | regard text`
}

// maxLine is how much of a line is read.
const maxLine = 1 << 20

// Run reads lines and answers each at once, so that it can stand in a pipe.
func (c TextRead) Run(s *session) error {
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
	go func() { ended <- score(in, s.out, c.Language) }()
	select { // a terminal's line may never come, and Ctrl-C must end the waiting for it
	case err := <-ended:
		return err
	case <-s.ctx.Done():
		return s.ctx.Err()
	}
}

// score answers line by line.
func score(in io.Reader, out io.Writer, usual string) error {
	r, w := bufio.NewReaderSize(in, 64<<10), bufio.NewWriterSize(out, 64<<10)
	answer := json.NewEncoder(w)
	var line []byte
	for {
		var err error
		if line, err = readLine(r, line[:0]); err != nil {
			if err == io.EOF {
				err = nil
			}
			return errors.Join(err, w.Flush())
		}
		if err := answer.Encode(sayOf(string(line), usual)); err != nil {
			return err
		}
		if r.Buffered() == 0 {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
}

// lineSaid is what is said of a line.
type lineSaid struct {
	text.Score
	Sure     float64    `json:"language_confidence,omitempty"`
	Sentence string     `json:"sentence,omitempty"`
	Moved    []string   `json:"moved,omitempty"`
	Emotions []lineFelt `json:"emotions,omitempty"`
	Effort   []lineTold `json:"effort,omitempty"`
	Topics   []lineTold `json:"topics,omitempty"`
	Needs    *lineTold  `json:"needs,omitempty"`
}

// lineFelt is an emotion, and the words that it rests on most.
type lineFelt struct {
	text.Felt
	Words string `json:"words,omitempty"`
}

// lineTold is something that a line tells, and in which words.
type lineTold struct {
	What       string  `json:"what"`
	Confidence float64 `json:"confidence"`
	Words      string  `json:"words,omitempty"`
}

func sayOf(s, usual string) lineSaid {
	r := text.Read(s, usual)
	out := lineSaid{Score: r.Score, Sure: r.Sure, Sentence: r.Decisive.Of(s)}
	for _, f := range r.Felt() {
		out.Emotions = append(out.Emotions, lineFelt{f, f.Words.Of(s)})
	}
	tell := func(list []text.Told) (all []lineTold) {
		for _, t := range list {
			all = append(all, lineTold{t.What, t.Confidence, t.Words.Of(s)})
		}
		return all
	}
	for _, w := range r.Moved() {
		out.Moved = append(out.Moved, w.Of(s))
	}
	out.Effort, out.Topics = tell(r.Effort()), tell(r.Topics())
	if r.Need.What != "" {
		out.Needs = &tell([]text.Told{r.Need})[0]
	}
	return out
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
