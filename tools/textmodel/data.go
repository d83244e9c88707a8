package main

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"regard/internal/platform/text"
)

// part is what a row is for.
type part uint8

const (
	train part = iota
	tune       // calibration, and stopping
	test
)

// The classes of valence, and the one of rows that have none.
const (
	negative = iota
	neutral
	positive
	noValence = -1
	noNeed    = -1
)

var valences = []string{"negative", "neutral", "positive"}

// row is a labelled text.
type row struct {
	text, language, source string
	part                   part
	valence                int  // or noValence
	felt                   int  // emotions, as bits, where emotional is known
	emotional              bool // whether felt is known
	need                   int  // or noNeed
	topics                 []string
	effort                 []text.Span // where effort is told; known of what has topics
}

// plutchik is a set of emotions by names between separators.
func plutchik(s, sep string) (set int) {
	for name := range strings.SplitSeq(s, sep) {
		name, _, _ = strings.Cut(name, ":")
		if i := slices.Index(text.Emotions[:], text.Emotion(name)); i >= 0 {
			set |= 1 << i
		}
	}
	return set
}

// split says what a row is for, by something that rows which belong together share.
func split(of ...string) part {
	h := fnv.New32a()
	for _, s := range of {
		io.WriteString(h, s) //nolint:errcheck // it cannot fail
		h.Write([]byte{0})   //nolint:errcheck // it cannot fail
	}
	switch h.Sum32() >> 8 % 20 {
	case 0, 1, 2, 3:
		return test
	case 4, 5:
		return tune
	}
	return train
}

// bare is a text's letters and digits, in lower case: two texts that only differ otherwise are one.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// reading is how a file is read: the language, and what rows that belong together share.
type reading struct {
	file, language string
	together       func(id, text string) string
}

func block(id, _ string) string { // consecutive lines of one film
	n, _ := strconv.Atoi(id)
	return strconv.Itoa(n / 40)
}
func number(id, _ string) string { // the same line in several languages
	_, n, _ := strings.Cut(id, "-")
	return n
}
func untilDash(id, _ string) string { a, _, _ := strings.Cut(id, "-"); return a } // a document
func thread(id, _ string) string    { return id[:strings.LastIndexAny(id, "_-")] }
func alone(_, text string) string   { return bare(text) }

var files = []reading{
	{"uci-sentences-en.csv", "en", alone},
	{"subtitles-ma-thesis-en.csv", "en", number},
	{"subtitles-ma-thesis-fi.csv", "fi", number},
	{"subtitles-ma-thesis-fr.csv", "fr", number},
	{"xed-en-annotated.csv.gz", "en", block},
	{"xed-en-neutral.csv", "en", block},
	{"xed-fi-annotated.csv.gz", "fi", block},
	{"xed-fi-neutral.csv", "fi", block},
	{"xed-da-projected.csv", "da", block},
	{"xed-de-projected.csv", "de", block},
	{"xed-fr-projected.csv", "fr", block},
	{"xed-nl-projected.csv", "nl", block},
	{"xed-no-projected.csv", "no", block},
	{"xed-sv-projected.csv", "sv", block},
	{"xed-fi-projected.csv", "fi", block},
	{"sb10k-de.csv.gz", "de", alone},
	{"absabank-imm-sv.csv.gz", "sv", thread},
	{"norec-sentence-no.csv.gz", "no", untilDash},
	{"clinc150-en.csv.gz", "en", alone},
}

// intents are questions and wishes without judgement: of every so many rows one is a neutral one to train on.
const intents = 6

// Traces of how others made their files, by which a class could be told without reading: spaces before marks (in
// XED's annotated lines, not in its neutral ones), names that were taken out, a dash before a spoken line.
var (
	spaced = regexp.MustCompile(` +([.,!?;:…)\]])|([(\[]) +`)
	masked = regexp.MustCompile(`\[(PERSON|ORGANIZATION|LOCATION|[A-Z]+)\]`)
	spoken = regexp.MustCompile(`^[-–*#♪" ]+`)
)

func clean(s string) string {
	s = masked.ReplaceAllString(s, "")
	s = spaced.ReplaceAllString(s, "$1$2")
	return strings.Join(strings.Fields(spoken.ReplaceAllString(s, "")), " ")
}

// table reads a CSV file, unpacked where its name says that it is packed.
func table(path string) ([][]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var in io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	all, err := csv.NewReader(in).ReadAll()
	if err != nil || len(all) == 0 {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return all[1:], nil
}

// load reads others' labelled texts.
func load(dir string, files []reading) (all []row, err error) {
	for _, f := range files {
		rows, err := table(filepath.Join(dir, f.file))
		if err != nil {
			return nil, err
		}
		name, _, _ := strings.Cut(f.file, ".")
		for i, r := range rows {
			x := row{text: clean(r[1]), language: f.language, source: name, valence: slices.Index(valences, r[2]), need: noNeed}
			x.part = split(strings.TrimSuffix(strings.TrimSuffix(name, f.language), "-"), f.together(r[0], r[1]))
			if strings.HasPrefix(name, "subtitles") {
				x.part = split("subtitles", f.together(r[0], r[1]))
			}
			if name == "clinc150-en" {
				if i%intents > 0 {
					continue
				}
				x.valence, x.part = neutral, train
			}
			if strings.HasPrefix(name, "xed") {
				x.emotional = true
				x.felt = plutchik(r[2], "|")
				if len(r) > 3 {
					x.valence = slices.Index(valences, r[3])
				}
			}
			all = append(all, x)
		}
	}
	return all, nil
}

// own reads our own texts: every second service message is never trained on.
func own(dir string, languages []string) (all []row, err error) {
	for _, l := range languages {
		for _, file := range []string{"sentences.tsv", "varied.tsv", "more.tsv", "styles.tsv", "plain.txt"} {
			content, err := os.ReadFile(filepath.Join(dir, l, file))
			if os.IsNotExist(err) {
				continue
			}
			if err != nil {
				return nil, err
			}
			n := 0
			for line := range strings.Lines(string(content)) {
				f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
				if n++; len(f) == 1 && f[0] == "" {
					continue
				}
				x := row{language: l, source: "own-" + l, text: f[len(f)-1], emotional: true, need: noNeed}
				if file != "plain.txt" {
					x.valence, x.felt = slices.Index(valences, f[0]), plutchik(f[1], ",")
				} else {
					x.valence = neutral
				}
				if len(f) > 3 {
					x.need = slices.Index(text.Needs[:], text.Need(f[2]))
				}
				if file == "sentences.tsv" {
					x.topics = strings.Split(f[3], ",")
				}
				if (file == "more.tsv" || file == "styles.tsv") && x.need == slices.Index(text.Needs[:], text.Nothing) {
					x.need = noNeed // nobody of ours is asked there
				}
				x.text, x.effort = marked(x.text)
				switch file {
				case "sentences.tsv":
					if n%2 == 0 {
						x.part = test
					}
				case "styles.tsv":
					x.source = "own-styles-" + l
					if split(x.text) == test {
						x.part = test
					}
				}
				if x.part == train && split(x.text) == tune {
					x.part = tune
				}
				all = append(all, x)
			}
		}
	}
	return all, nil
}

// marked takes the braces out of a text, and tells where they stood.
func marked(s string) (bare string, spans []text.Span) {
	for {
		before, rest, some := strings.Cut(s, "{")
		bare += before
		if !some {
			return bare, spans
		}
		within, after, _ := strings.Cut(rest, "}")
		spans = append(spans, text.Span{From: len(bare), To: len(bare) + len(within)})
		bare, s = bare+within, after
	}
}

// once leaves out training rows whose text is in another part too, in any language.
func once(all []row) []row {
	held := map[string]bool{}
	for _, r := range all {
		if r.part != train {
			held[bare(r.text)] = true
		}
	}
	return slices.DeleteFunc(all, func(r row) bool { return r.part == train && held[bare(r.text)] })
}

// languagesOnly are read to tell languages apart, no more.
var languagesOnly = []reading{
	{"banking77-en.csv.gz", "en", alone},
	{"subtitles-ma-thesis-it.csv", "it", number}, {"xed-es-projected.csv.gz", "es", block}, {"xed-it-projected.csv", "it", block},
	{"xed-pt-projected.csv", "pt", block}, {"xed-pl-projected.csv", "pl", block}, {"xed-is-projected.csv", "is", block}, {"xed-et-projected.csv", "et", block},
}

// gather reads all texts: those with labels, and those by which languages are told.
func gather(shared, data string) (rows, tongues []row, err error) {
	if rows, err = load(shared, files); err != nil {
		return nil, nil, err
	}
	mine, err := own(data, text.Languages)
	if err != nil {
		return nil, nil, err
	}
	rows = once(append(rows, mine...))
	others, err := load(shared, languagesOnly)
	if err != nil {
		return nil, nil, err
	}
	typical, err := typicalWords(data)
	return rows, once(slices.Concat(rows, others, typical)), err
}

// typicalWords are rows of words that only one language has.
func typicalWords(data string) (rows []row, err error) {
	for _, l := range text.Languages {
		content, err := os.ReadFile(filepath.Join(data, l, "language.txt"))
		if err != nil {
			return nil, err
		}
		w := strings.Fields(string(content))
		for i := range w {
			rows = append(rows, row{text: w[i] + " " + w[(i*7+3)%len(w)], language: l, source: "own-" + l, valence: noValence, need: noNeed})
		}
	}
	return rows, nil
}

// leave leaves a source out of training, and keeps the whole of it to measure on.
func leave(rows []row, source string) []row {
	for i := range rows {
		if strings.HasPrefix(rows[i].source, source) {
			rows[i].part = test
		}
	}
	return rows
}
