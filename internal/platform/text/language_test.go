package text_test

import (
	"math"
	"strings"
	"testing"

	"regard/internal/platform/text"
)

func TestLanguage(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Where is my order? I have been waiting for two weeks now.", "en"},
		{"My internet is down, can you help me?", "en"},
		{"Thanks for your help", "en"},
		{"please call me back", "en"},
		{"Hei, jeg har ikke fått pakken min ennå. Når kommer den?", "no"},
		{"Dette er ikke bra nok, jeg vil ha pengene tilbake.", "no"},
		{"takk for hjelpen, nå virker det", "no"},
		{"Eg har ikkje høyrt noko frå dykk.", "no"},
		{"Hej, jeg har ikke modtaget min pakke endnu. Hvornår kommer den?", "da"},
		{"Jeg har ventet i tre uger, og der er stadig ikke sket noget.", "da"},
		{"tak for hjælpen, nu virker det", "da"},
		{"Hej, jag har inte fått mitt paket än. När kommer det?", "sv"},
		{"Jag har väntat i tre veckor och ingenting har hänt.", "sv"},
		{"tack för hjälpen", "sv"},
		{"Guten Tag, meine Bestellung ist noch nicht angekommen. Wo bleibt sie?", "de"},
		{"Ich warte seit drei Wochen auf eine Antwort.", "de"},
		{"vielen dank für die schnelle hilfe", "de"},
		{"Goedendag, mijn bestelling is nog niet geleverd. Waar blijft het pakket?", "nl"},
		{"Ik wacht al drie weken op een antwoord.", "nl"},
		{"bedankt voor de hulp", "nl"},
		{"Bonjour, je n'ai toujours pas reçu ma commande. Où est-elle ?", "fr"},
		{"J'attends une réponse depuis trois semaines.", "fr"},
		{"merci pour votre aide", "fr"},
		{"Hola, todavía no he recibido mi pedido. ¿Dónde está?", "es"},
		{"Llevo tres semanas esperando una respuesta.", "es"},
		{"gracias por su ayuda", "es"},
		{"Buongiorno, non ho ancora ricevuto il mio ordine. Dov'è?", "it"},
		{"Aspetto una risposta da tre settimane e nessuno mi chiama.", "it"},
		{"grazie per l'aiuto", "it"},
		{"Bom dia, ainda não recebi a minha encomenda. Onde está?", "pt"},
		{"Estou à espera de uma resposta há três semanas.", "pt"},
		{"obrigado pela ajuda", "pt"},
		{"Hei, en ole vielä saanut tilaustani. Missä se on?", "fi"},
		{"Olen odottanut vastausta kolme viikkoa.", "fi"},
		{"kiitos avusta", "fi"},
		{"Dzień dobry, nie otrzymałem jeszcze zamówienia. Gdzie ono jest?", "pl"},
		{"Od trzech tygodni czekam na odpowiedź.", "pl"},
		{"dziękuję za pomoc", "pl"},
		{"Góðan daginn, ég hef ekki fengið pöntunina mína. Hvar er hún?", "is"},
		{"Ég hef beðið eftir svari í þrjár vikur.", "is"},
		{"takk fyrir hjálpina", "is"},
		{"Tere, ma ei ole veel oma tellimust saanud. Kus see on?", "et"},
		{"Olen oodanud vastust juba kolm nädalat.", "et"},
		{"aitäh abi eest", "et"},

		{"Где мой заказ? Я жду уже третью неделю, это невозможно, вы же обещали быстро.", "ru"},
		{"Дякую, ваша відповідь дуже допомогла", "uk"},
		{"да", "und-Cyrl"},
		{"Πού είναι η παραγγελία μου;", "el"},
		{"איפה ההזמנה שלי?", "he"},
		{"أين طلبي؟", "und-Arab"},
		{"注文した商品はどこですか", "ja"},
		{"我的订单在哪里", "zh"},
		{"주문한 물건은 어디에 있나요", "ko"},
		{"คำสั่งซื้อของฉันอยู่ที่ไหน", "th"},

		{"", "und"},
		{"   \n\t", "und"},
		{"4711", "und"},
		{"👍👍", "und"},
		{"https://www.example.com/where/is/my/order", "und"},
		{"anna.where.is@the.example.com", "und"},
		{"\x00\xff\xfe", "und"},
		{"xqzzt", "und"},
	} {
		code, confidence := text.Language(test.in)
		if code != test.want {
			t.Errorf("Language(%q) = %s at %.2f, want %s", test.in, code, confidence, test.want)
		}
		if strings.HasPrefix(code, "und") != (confidence == 0) {
			t.Errorf("Language(%q) = %s at %.2f: told or not?", test.in, code, confidence)
		}
	}
}

func TestAccentsWrittenApartAreTheSameLetters(t *testing.T) {
	apart, _ := text.Language("Jag va\u0308ntar fortfarande pa\u030a mitt paket")
	if apart != "sv" {
		t.Errorf("got %s, want sv", apart)
	}
}

func TestNorwegianAndDanishAreNotToldApartByWhatTheyShare(t *testing.T) {
	for _, s := range []string{"jeg har det", "det er", "jeg vil"} {
		if code, confidence := text.Language(s); confidence > 0.75 {
			t.Errorf("Language(%q) = %s at %.2f", s, code, confidence)
		}
	}
}

func TestLongTextIsReadOnlyAtItsBeginning(t *testing.T) {
	if code, _ := text.Language(strings.Repeat("Hvor blir det av pakken min, jeg har ikke fått noe svar? ", 200) + strings.Repeat("Where is it? ", 1e6)); code != "no" {
		t.Errorf("got %s", code)
	}
}

func FuzzLanguage(f *testing.F) {
	for _, s := range []string{"", "Where is it?", "hvor er den", "\xff\x00", "a\u030a", "где", "日本の", strings.Repeat("æ", 3000)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		code, confidence := text.Language(s)
		if code == "" || math.IsNaN(confidence) || confidence < 0 || confidence > 1 {
			t.Fatalf("Language(%q) = %q, %v", s, code, confidence)
		}
		if again, same := text.Language(s); again != code || same != confidence {
			t.Fatalf("Language(%q) changed its mind", s)
		}
	})
}

func BenchmarkLanguage(b *testing.B) {
	text.Language("warm up")
	b.ReportAllocs()
	for b.Loop() {
		text.Language("Hello, I ordered two chairs last week and only one of them has arrived. Where is the other one?")
	}
}
