package text

import "strings"

// vocabulary is how the words of a company's messages in a language are written, by which names are told from words as far as they can be.
type vocabulary struct {
	language string
	small    map[string]bool // seen in small letters; of German also after an article
	named    map[string]bool // seen with a capital where a word has none, or after a title
}

// articles are the words after which German nouns stand, and names seldom do.
var articles = func() map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq("der die das den dem des ein eine einen einem einer eines kein keine keinen mein meine meinen meinem meiner unser unsere unseren unserem unserer ihre ihren ihrem ihrer diese diesen dieser dieses jede jeden jeder zur zum im am") {
		all[w] = true
	}
	return all
}()

// titles are words after which a name stands.
var titles = map[string]bool{"herr": true, "herrn": true, "frau": true, "fru": true, "hr": true, "mr": true, "mrs": true, "ms": true, "monsieur": true, "madame": true, "mme": true, "rouva": true, "herra": true, "meneer": true, "mevrouw": true, "fräulein": true, "dr": true}

func vocabularyOf(list []read, language string) *vocabulary {
	v := &vocabulary{language, map[string]bool{}, map[string]bool{}}
	for _, r := range list {
		eachSentence(r.Text, language, func(part *sentence) {
			before := ""
			for i := range part.tokens[:part.n] {
				t := &part.tokens[i]
				w := strings.ToLower(r.Text[t.from:t.to])
				switch {
				case !t.word:
				case titles[before]:
					v.named[w] = true
				case !t.title && !t.caps, language == "de" && articles[before]:
					v.small[w] = true
				case i > 0 && t.title && language != "de":
					v.named[w] = true
				}
				before = w
			}
		})
	}
	return v
}

// of are the words and pairs of words of a text that may tell a topic: neither names, as far as that can be told, nor numbers, nor what every
// sentence has.
func (v *vocabulary) of(s string) map[string]bool {
	all, people := map[string]bool{}, names()
	eachSentence(s, v.language, func(part *sentence) {
		last := ""
		for i := range part.tokens[:part.n] {
			t := &part.tokens[i]
			w := strings.ToLower(s[t.from:t.to])
			name := people[t.hash] || v.named[w] || !v.small[w]
			if !t.word || name || t.class == number || t.modify != plain || strings.ContainsAny(w, "0123456789@_|+*#()[]") {
				last = ""
				continue
			}
			if t.n >= 4 {
				all[w] = true
			}
			if last != "" && len(last)+len(w) >= 7 {
				all[last+" "+w] = true
			}
			if last = w; t.comma {
				last = ""
			}
		}
	})
	return all
}
