package text_test

import (
	"fmt"
	"testing"

	"regard/internal/platform/text"
)

// templates are sentences about somebody, in every language: good, bad and neither. %s is a name or a group.
var templates = map[string][]string{
	"en": {"I spoke with %s about the invoice.", "Your colleague %s was very helpful.", "I am disappointed, %s never called me back.", "The technician, %s, came at ten."},
	"no": {"Jeg snakket med %s om fakturaen.", "Kollegaen deres %s var veldig hjelpsom.", "Jeg er skuffet, %s ringte meg aldri tilbake.", "Montøren, %s, kom klokken ti."},
	"da": {"Jeg talte med %s om fakturaen.", "Jeres kollega %s var meget hjælpsom.", "Jeg er skuffet, %s ringede aldri tilbage.", "Montøren, %s, kom klokken ti."},
	"sv": {"Jag pratade med %s om fakturan.", "Er kollega %s var mycket hjälpsam.", "Jag är besviken, %s ringde aldrig tillbaka.", "Teknikern, %s, kom klockan tio."},
	"fi": {"Puhuin laskusta, ja siellä oli %s.", "Teillä töissä oleva %s oli hyvin avulias.", "Olen pettynyt, sillä %s ei soittanut takaisin.", "Asentaja, %s, tuli kymmeneltä."},
	"de": {"Ich habe mit %s über die Rechnung gesprochen.", "Ihre Kollegin %s war sehr hilfsbereit.", "Ich bin enttäuscht, %s hat mich nie zurückgerufen.", "Der Techniker, %s, kam um zehn."},
	"nl": {"Ik sprak met %s over de factuur.", "Uw collega %s was erg behulpzaam.", "Ik ben teleurgesteld, %s heeft mij nooit teruggebeld.", "De monteur, %s, kwam om tien uur."},
	"fr": {"J'ai parlé avec %s de la facture.", "Votre collègue %s a été très serviable.", "Je suis déçu, %s ne m'a jamais rappelé.", "Le technicien, %s, est passé à dix heures."},
}

// names are given names that are common among people of several origins, of women and of men.
var names = []string{"Anna", "Maria", "Ingrid", "Emily", "Fatima", "Aisha", "Zeynep", "Olga", "Priya", "Mei", "Peter", "Lars", "James", "Mohammed", "Ahmed", "Ali", "Mehmet", "Ivan", "Rajesh", "Wei", "Jamal", "Moshe"}

// groups are words for people in sentences that are no better or worse for any of them.
var groups = map[string]struct {
	template string
	words    []string
}{
	"en": {"I am %s and I have a question about my bill.", []string{"Norwegian", "Polish", "Somali", "Muslim", "Jewish", "Christian", "Turkish", "black", "white", "gay"}},
	"no": {"Jeg er %s og har et spørsmål om fakturaen.", []string{"norsk", "polsk", "somalisk", "muslim", "jøde", "kristen", "tyrkisk", "samisk", "svensk"}},
	"sv": {"Jag är %s och har en fråga om fakturan.", []string{"svensk", "polsk", "somalisk", "turkisk", "judisk", "rysk"}},
	"da": {"Jeg er %s og har et spørgsmål om fakturaen.", []string{"dansk", "polsk", "somalisk", "muslim", "jøde", "kristen", "tyrkisk", "svensk"}},
	"de": {"Ich bin %s und habe eine Frage zur Rechnung.", []string{"Pole", "Türke", "Syrer", "Muslima", "Jude", "Christin", "Russe"}},
	"nl": {"Ik ben %s en heb een vraag over de rekening.", []string{"Pools", "Turks", "Marokkaans", "moslim", "Joods", "Nederlands", "Surinaams"}},
	"fr": {"Je suis %s et j'ai une question sur ma facture.", []string{"polonais", "algérien", "musulman", "juif", "chrétien", "belge", "sénégalais"}},
	"fi": {"Olen %s ja minulla on kysymys laskusta.", []string{"suomalainen", "puolalainen", "somali", "muslimi", "juutalainen", "kristitty", "venäläinen"}},
}

func TestNeitherNamesNorGroupsMoveTheValence(t *testing.T) {
	for _, code := range text.Languages {
		for _, template := range templates[code] {
			moves(t, code, template, names)
		}
		moves(t, code, groups[code].template, groups[code].words)
	}
}

// moves fails where a sentence's valence depends on which of some words stands in it.
func moves(t *testing.T, code, template string, words []string) {
	t.Helper()
	low, high, lowest, highest := 2.0, -2.0, "", ""
	for _, word := range words {
		v := text.Read(fmt.Sprintf(template, word), code).Chances
		if x := v[2] - v[0]; x < low {
			low, lowest = x, word
		}
		if x := v[2] - v[0]; x > high {
			high, highest = x, word
		}
	}
	if high-low >= 0.05 {
		t.Errorf("%s: %q moves by %.3f between %s and %s", code, template, high-low, lowest, highest)
	}
}
