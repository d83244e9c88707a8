package text_test

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"regard/internal/platform/text"
)

// shared returns the folder of other people's labelled texts, which are no part of this repository.
func shared(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("REGARD_SHARED")
	if dir == "" {
		t.Skip("REGARD_SHARED does not name the folder of shared data")
	}
	return dir
}

// open reads a file, unpacked if its name says that it is packed.
func open(t *testing.T, path string) io.Reader {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	if !strings.HasSuffix(path, ".gz") {
		return f
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	return z
}

// labelled reads the text and label columns of a file.
func labelled(t *testing.T, name string) (rows [][2]string) {
	t.Helper()
	all, err := csv.NewReader(open(t, filepath.Join(shared(t), "data", "text", name))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range all[1:] {
		rows = append(rows, [2]string{row[1], row[2]})
	}
	return rows
}

func TestLanguageOfOthersTexts(t *testing.T) {
	for _, test := range []struct {
		file, want string
		floor      float64 // of those answered
	}{
		{"uci-sentences-en.csv", "en", 0.97},
		{"subtitles-ma-thesis-en.csv", "en", 0.95},
		{"banking77-en.csv.gz", "en", 0.98},
		{"norec-sentence-no.csv.gz", "no", 0.85},
		{"xed-no-projected.csv", "no", 0.85},
		{"xed-da-projected.csv", "da", 0.85},
		{"xed-sv-projected.csv", "sv", 0.90},
		{"absabank-imm-sv.csv.gz", "sv", 0.95},
		{"sb10k-de.csv.gz", "de", 0.90},
		{"xed-de-projected.csv", "de", 0.95},
		{"xed-nl-projected.csv", "nl", 0.90},
		{"xed-fr-projected.csv", "fr", 0.93},
		{"xed-es-projected.csv.gz", "es", 0.95},
		{"xed-it-projected.csv", "it", 0.90},
		{"xed-pt-projected.csv", "pt", 0.92},
		{"xed-fi-projected.csv", "fi", 0.90},
		{"xed-et-projected.csv", "et", 0.85},
		{"xed-is-projected.csv", "is", 0.90},
		{"xed-pl-projected.csv", "pl", 0.93},
	} {
		t.Run(test.file, func(t *testing.T) {
			got := map[string]int{}
			long, longRight := 0, 0
			rows := labelled(t, test.file)
			for _, row := range rows {
				code, _ := text.Language(row[0])
				got[code]++
				if len(row[0]) >= 40 {
					long++
					if code == test.want {
						longRight++
					}
				}
			}
			n, und, right := len(rows), got["und"], got[test.want]
			accuracy := float64(right) / float64(n-und)
			t.Logf("%s: right %.3f of all, %.3f of answered, und %.3f; from 40 bytes on %.3f; %v", test.want,
				float64(right)/float64(n), accuracy, float64(und)/float64(n), float64(longRight)/float64(long), got)
			if accuracy < test.floor {
				t.Errorf("right in %.3f of those answered, want %.2f", accuracy, test.floor)
			}
		})
	}
}

func TestScoresOfOthersTexts(t *testing.T) {
	for _, test := range []struct {
		file                string
		precision, negative float64 // floors: precision of both labels, recall of negative
		positive            float64 // and of positive
	}{
		{"uci-sentences-en.csv", 0.90, 0.72, 0.75},
		{"subtitles-ma-thesis-en.csv", 0.85, 0.65, 0.50},
	} {
		t.Run(test.file, func(t *testing.T) {
			got := map[[2]string]int{} // label given, label true
			given, truth := map[string]int{}, map[string]int{}
			rows := labelled(t, test.file)
			for _, row := range rows {
				label := string(text.Read(row[0], "").Score.Label)
				got[[2]string{label, row[1]}]++
				given[label]++
				truth[row[1]]++
			}
			for label, recall := range map[string]float64{"negative": test.negative, "positive": test.positive} {
				right := float64(got[[2]string{label, label}])
				p, r := right/float64(given[label]), right/float64(truth[label])
				t.Logf("%s: precision %.3f, recall %.3f", label, p, r)
				if p < test.precision || r < recall {
					t.Errorf("%s: want precision %.2f and recall %.2f", label, test.precision, recall)
				}
			}
			n := float64(len(rows))
			t.Logf("neutral %.3f, unknown %.3f", float64(given["neutral"])/n, float64(given["unknown"])/n)
		})
	}
}

// TestTechnicalChatIsMostlyQuiet reads a community's support chat, in which people mostly ask and tell.
func TestTechnicalChatIsMostlyQuiet(t *testing.T) {
	lines := bufio.NewScanner(open(t, filepath.Join(shared(t), "data", "chat", "support-chat.ndjson.gz")))
	lines.Buffer(nil, 1<<20)
	given, n := map[text.Label]int{}, 0
	languages := map[string]int{}
	for lines.Scan() {
		var message struct{ Text string }
		if err := json.Unmarshal(lines.Bytes(), &message); err != nil {
			t.Fatal(err)
		}
		s := text.Read(message.Text, "").Score
		given[s.Label]++
		languages[s.Language]++
		n++
	}
	for label, k := range given {
		t.Logf("%s %.3f", label, float64(k)/float64(n))
	}
	t.Log(languages)
	if share := float64(given[text.Negative]) / float64(n); share > 0.20 {
		t.Errorf("%.3f of technical messages are called negative", share)
	}
}

// TestQuestionsToABankAreMostlyQuiet reads what customers of a bank ask: requests and reports, nearly all without
// judgement.
func TestQuestionsToABankAreMostlyQuiet(t *testing.T) {
	given := map[text.Label]int{}
	rows := labelled(t, "banking77-en.csv.gz")
	for _, row := range rows {
		given[text.Read(row[0], "").Score.Label]++
	}
	loud := float64(given[text.Negative]+given[text.Positive]) / float64(len(rows))
	t.Logf("%v", given)
	if loud > 0.20 {
		t.Errorf("%.3f of questions are called negative or positive", loud)
	}
}
