package web

import (
	"fmt"

	"golang.org/x/text/language"
)

// BystanderWords are the words of the public page in one language. The question
// is the company's own, as it was written.
type BystanderWords struct {
	Lang                      string
	Steps                     [5]string // from very bad to very good
	Text, TextHelp            string
	Contact, ContactHelp      string
	Optional, Send, Privacy   string
	Thanks, ThanksText        string
	Closed, ClosedText        string
	Missing, MissingText      string
	Needed, TooLong           string
	Busy, Later, Again, Empty string // Busy has the minutes
}

// Wait says when to send again.
func (w BystanderWords) Wait(minutes int) string { return fmt.Sprintf(w.Busy, minutes) }

var bystanderWords = []BystanderWords{
	{Lang: "en", Steps: [5]string{"very bad", "bad", "neither good nor bad", "good", "very good"},
		Text: "In your own words", TextHelp: "Up to 500 characters. Somebody reads it before it is passed on.",
		Contact: "How can we reach you?", ContactHelp: "Only if you want an answer: a phone number or an e-mail address.",
		Optional: "optional", Send: "Send", Privacy: "Only what you write here is kept. Nothing about you or your phone.",
		Thanks: "Thank you", ThanksText: "Your answer has arrived. You can close this page.",
		Closed: "This is closed", ClosedText: "No answers are taken here any more.",
		Missing: "There is nothing here", MissingText: "Check the address, or scan the code again.",
		Needed: "Choose one of the five.", TooLong: "This is too long. Please shorten it.",
		Busy: "A lot is coming in just now, so this was not sent. It is still here: please send it again in %d min.", Later: "That did not work on our side. Nothing is lost: please send it again in a moment.",
		Again: "That did not go through. Please send it once more.", Empty: "Leave this empty"},
	{Lang: "nb", Steps: [5]string{"svært dårlig", "dårlig", "verken bra eller dårlig", "bra", "svært bra"},
		Text: "Med egne ord", TextHelp: "Inntil 500 tegn. Noen leser det før det sendes videre.",
		Contact: "Hvordan kan vi nå deg?", ContactHelp: "Bare hvis du ønsker svar: et telefonnummer eller en e-postadresse.",
		Optional: "valgfritt", Send: "Send", Privacy: "Vi tar bare vare på det du skriver her. Ingenting om deg eller telefonen din.",
		Thanks: "Takk", ThanksText: "Svaret ditt er kommet fram. Du kan lukke siden.",
		Closed: "Her er det stengt", ClosedText: "Det tas ikke imot flere svar her.",
		Missing: "Her er det ingenting", MissingText: "Sjekk adressen, eller skann koden på nytt.",
		Needed: "Velg ett av de fem.", TooLong: "Dette er for langt. Gjør det litt kortere.",
		Busy: "Det kommer inn mye akkurat nå, så dette ble ikke sendt. Det står her fortsatt: send det igjen om %d min.", Later: "Det gikk galt hos oss. Ingenting er tapt: send det igjen om litt.",
		Again: "Det kom ikke fram. Send det en gang til.", Empty: "La dette stå tomt"},
	{Lang: "sv", Steps: [5]string{"mycket dåligt", "dåligt", "varken bra eller dåligt", "bra", "mycket bra"},
		Text: "Med egna ord", TextHelp: "Högst 500 tecken. Någon läser det innan det skickas vidare.",
		Contact: "Hur kan vi nå dig?", ContactHelp: "Bara om du vill ha svar: ett telefonnummer eller en e-postadress.",
		Optional: "valfritt", Send: "Skicka", Privacy: "Bara det du skriver här sparas. Ingenting om dig eller din telefon.",
		Thanks: "Tack", ThanksText: "Ditt svar har kommit fram. Du kan stänga sidan.",
		Closed: "Här är det stängt", ClosedText: "Inga fler svar tas emot här.",
		Missing: "Här finns ingenting", MissingText: "Kontrollera adressen eller skanna koden igen.",
		Needed: "Välj ett av de fem.", TooLong: "Det här är för långt. Korta ner det lite.",
		Busy: "Det kommer in mycket just nu, så det här skickades inte. Det står kvar här: skicka det igen om %d min.", Later: "Något gick fel hos oss. Inget är förlorat: skicka igen om en stund.",
		Again: "Det kom inte fram. Skicka en gång till.", Empty: "Lämna detta tomt"},
	{Lang: "da", Steps: [5]string{"meget dårligt", "dårligt", "hverken godt eller dårligt", "godt", "meget godt"},
		Text: "Med dine egne ord", TextHelp: "Højst 500 tegn. Nogen læser det, før det sendes videre.",
		Contact: "Hvordan kan vi nå dig?", ContactHelp: "Kun hvis du ønsker svar: et telefonnummer eller en e-mailadresse.",
		Optional: "valgfrit", Send: "Send", Privacy: "Vi gemmer kun det, du skriver her. Intet om dig eller din telefon.",
		Thanks: "Tak", ThanksText: "Dit svar er nået frem. Du kan lukke siden.",
		Closed: "Her er lukket", ClosedText: "Der tages ikke imod flere svar her.",
		Missing: "Her er ingenting", MissingText: "Kontrollér adressen, eller scan koden igen.",
		Needed: "Vælg et af de fem.", TooLong: "Det er for langt. Gør det lidt kortere.",
		Busy: "Der kommer meget ind lige nu, så dette blev ikke sendt. Det står her stadig: send det igen om %d min.", Later: "Det gik galt hos os. Intet er tabt: send det igen om lidt.",
		Again: "Det kom ikke frem. Send det en gang til.", Empty: "Lad dette stå tomt"},
	{Lang: "fi", Steps: [5]string{"erittäin huonosti", "huonosti", "ei hyvin eikä huonosti", "hyvin", "erittäin hyvin"},
		Text: "Omin sanoin", TextHelp: "Enintään 500 merkkiä. Joku lukee tekstin ennen kuin se välitetään eteenpäin.",
		Contact: "Miten tavoitamme sinut?", ContactHelp: "Vain jos haluat vastauksen: puhelinnumero tai sähköpostiosoite.",
		Optional: "vapaaehtoinen", Send: "Lähetä", Privacy: "Vain se, mitä kirjoitat tähän, tallennetaan. Sinusta tai puhelimestasi ei tallenneta mitään.",
		Thanks: "Kiitos", ThanksText: "Vastauksesi on tullut perille. Voit sulkea sivun.",
		Closed: "Tämä on suljettu", ClosedText: "Täällä ei enää oteta vastaan vastauksia.",
		Missing: "Täällä ei ole mitään", MissingText: "Tarkista osoite tai skannaa koodi uudelleen.",
		Needed: "Valitse yksi viidestä.", TooLong: "Tämä on liian pitkä. Lyhennä sitä hieman.",
		Busy: "Vastauksia tulee juuri nyt paljon, joten tätä ei lähetetty. Se on yhä tässä: lähetä uudelleen %d min kuluttua.", Later: "Jokin meni meillä vikaan. Mitään ei kadonnut: lähetä hetken kuluttua uudelleen.",
		Again: "Se ei mennyt perille. Lähetä vielä kerran.", Empty: "Jätä tämä tyhjäksi"},
	{Lang: "de", Steps: [5]string{"sehr schlecht", "schlecht", "weder gut noch schlecht", "gut", "sehr gut"},
		Text: "In eigenen Worten", TextHelp: "Bis zu 500 Zeichen. Jemand liest es, bevor es weitergegeben wird.",
		Contact: "Wie erreichen wir Sie?", ContactHelp: "Nur wenn Sie eine Antwort möchten: Telefonnummer oder E-Mail-Adresse.",
		Optional: "freiwillig", Send: "Senden", Privacy: "Nur was Sie hier schreiben, wird gespeichert. Nichts über Sie oder Ihr Telefon.",
		Thanks: "Danke", ThanksText: "Ihre Antwort ist angekommen. Sie können die Seite schließen.",
		Closed: "Hier ist geschlossen", ClosedText: "Hier werden keine Antworten mehr angenommen.",
		Missing: "Hier ist nichts", MissingText: "Prüfen Sie die Adresse oder scannen Sie den Code noch einmal.",
		Needed: "Wählen Sie eines der fünf.", TooLong: "Das ist zu lang. Bitte kürzen Sie es.",
		Busy: "Gerade kommt sehr viel an, deshalb wurde dies nicht gesendet. Es steht noch hier: Bitte senden Sie es in %d Min. noch einmal.", Later: "Bei uns ist etwas schiefgegangen. Nichts ist verloren: Bitte senden Sie es gleich noch einmal.",
		Again: "Das kam nicht an. Bitte senden Sie es noch einmal.", Empty: "Bitte leer lassen"},
	{Lang: "nl", Steps: [5]string{"heel slecht", "slecht", "niet goed en niet slecht", "goed", "heel goed"},
		Text: "In uw eigen woorden", TextHelp: "Hoogstens 500 tekens. Iemand leest het voordat het wordt doorgegeven.",
		Contact: "Hoe kunnen we u bereiken?", ContactHelp: "Alleen als u antwoord wilt: een telefoonnummer of e-mailadres.",
		Optional: "niet verplicht", Send: "Versturen", Privacy: "Alleen wat u hier schrijft wordt bewaard. Niets over u of uw telefoon.",
		Thanks: "Bedankt", ThanksText: "Uw antwoord is aangekomen. U kunt deze pagina sluiten.",
		Closed: "Dit is gesloten", ClosedText: "Hier worden geen antwoorden meer aangenomen.",
		Missing: "Hier is niets", MissingText: "Controleer het adres of scan de code opnieuw.",
		Needed: "Kies een van de vijf.", TooLong: "Dit is te lang. Maak het iets korter.",
		Busy: "Er komt nu veel binnen, daarom is dit niet verstuurd. Het staat er nog: verstuur het over %d min. opnieuw.", Later: "Er ging iets mis bij ons. Er is niets verloren: verstuur het zo meteen opnieuw.",
		Again: "Het is niet aangekomen. Verstuur het nog een keer.", Empty: "Laat dit leeg"},
	{Lang: "fr", Steps: [5]string{"très mal", "mal", "ni bien ni mal", "bien", "très bien"},
		Text: "Avec vos mots", TextHelp: "500 caractères au plus. Quelqu’un le lit avant de le transmettre.",
		Contact: "Comment vous joindre ?", ContactHelp: "Seulement si vous souhaitez une réponse : un numéro de téléphone ou une adresse e-mail.",
		Optional: "facultatif", Send: "Envoyer", Privacy: "Seul ce que vous écrivez ici est conservé. Rien sur vous ni sur votre téléphone.",
		Thanks: "Merci", ThanksText: "Votre réponse est bien arrivée. Vous pouvez fermer cette page.",
		Closed: "C’est fermé", ClosedText: "Les réponses ne sont plus recueillies ici.",
		Missing: "Il n’y a rien ici", MissingText: "Vérifiez l’adresse ou scannez le code à nouveau.",
		Needed: "Choisissez une des cinq réponses.", TooLong: "C’est trop long. Merci de raccourcir un peu.",
		Busy: "Beaucoup de réponses arrivent en ce moment, celle-ci n’a pas été envoyée. Elle est toujours là : renvoyez-la dans %d min.", Later: "Un problème est survenu chez nous. Rien n’est perdu : renvoyez dans un instant.",
		Again: "L’envoi n’a pas abouti. Veuillez renvoyer.", Empty: "Laissez ce champ vide"},
}

// bystanderTags are the languages of the table, in its order; English, the
// first, stands in for those that we do not have.
var bystanderTags = func() language.Matcher {
	tags := make([]language.Tag, len(bystanderWords))
	for i, w := range bystanderWords {
		tags[i] = language.MustParse(w.Lang)
	}
	return language.NewMatcher(tags)
}()

// wordsFor chooses by what the browser accepts.
func wordsFor(accepts string) BystanderWords {
	tags, _, err := language.ParseAcceptLanguage(accepts)
	if err != nil {
		return bystanderWords[0]
	}
	_, i, _ := bystanderTags.Match(tags...)
	return bystanderWords[i]
}
