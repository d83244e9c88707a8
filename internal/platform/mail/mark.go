package mail

import (
	"regexp"
	"strings"
)

// The marks that mailers leave, in the languages of Europe.
var (
	// divider matches "-----Original Message-----" and its kin.
	divider = regexp.MustCompile(`(?i)^[-_*=>\s]{2,}\s*(` +
		`original message|forwarded message|reply message|original e-?mail|` +
		`urspr(ü|ue)ngliche nachricht|original-?nachricht|weitergeleitete nachricht|` +
		`ursprungligt meddelande|ursprungligt e-postmeddelande|originalmeddelande|vidarebefordrat (meddelande|brev)|` +
		`opprinnelig melding|videresendt melding|oprindelig meddelelse|videresendt meddelelse|` +
		`message d['’]origine|message original|message transféré|mensaje original|mensaje reenviado|` +
		`messaggio originale|messaggio inoltrato|oorspronkelijk bericht|doorgestuurd bericht|` +
		`wiadomość oryginalna|oryginalna wiadomość|treść przekazanej wiadomości|` +
		`mensagem original|mensagem encaminhada|alkuperäinen viesti|välitetty viesti|původní zpráva|eredeti üzenet|` +
		`исходное сообщение|пересылаемое сообщение)\s*[-_*=\s]{2,}$`)

	beginForward = regexp.MustCompile(`(?i)^(begin forwarded message|anfang der weitergeleiteten (nachricht|e-mail)|` +
		`vidarebefordrat brev|début du message (réexpédié|transféré)|inicio del mensaje reenviado|inizio messaggio inoltrato|` +
		`begin doorgestuurd bericht|videresendt besked|start på videresendt (besked|melding)|początek przekazywanej wiadomości)\s*:$`)

	ruler = regexp.MustCompile(`^(_{10,}|-{10,}|\*{10,}|—{3,})$`)

	// attributes matches "On Monday Ann wrote:", wrapped lines joined.
	attributes = regexp.MustCompile(`(?i)^(` +
		`(on|at|in) .+ (wrote|writes|said)|.+ (wrote|writes)( on .+| \(.+\))?|` +
		`(den|på|kl\.?|tors|fre|lör|sön|mån|tis|ons|man|tir|tor|lør|søn)\.? .+ (skrev|skreiv|skriver)( .*)?|` +
		`.+ (skrev|skreiv)( følgende)?( den .+)?|` +
		`am .+ (schrieb|hat .+ geschrieben)( .*)?|.+ schrieb( am .+)?|` +
		`le .+ a écrit ?|.+ a écrit( le .+)? ?|el .+ escribió|.+ escribió( el .+)?|` +
		`il (giorno )?.+ ha scritto|.+ ha scritto|op .+ (schreef|het volgende geschreven)( .*)?|` +
		`(w dniu|dnia) .+ (napisał|napisał\(a\)|napisała|pisze)( .*)?|em .+ escreveu|` +
		`.+ kirjoitti( .*)?|dne .+ napsal(a|\(a\))?( .*)?|.+ (napsal|napsala)|` +
		`.+ (написал|написала|пишет)( .*)?|在.+写道|` +
		`\d{4}[/-]\d\d?[/-]\d\d? .*<[^<>\s]+@[^<>\s]+>` +
		`) ?[:：]$`)

	// deviceLine matches what telephones and web mailers add.
	deviceLine = regexp.MustCompile(`(?i)^(sent (from|via|using|with) (my |the )?.{2,60}|get outlook for (ios|android)\b.*|` +
		`(skickat|sendt|lähetetty) (från|fra|iphonesta|min)\b.{0,50}|(von meinem|gesendet (von|mit)) .{2,60}|` +
		`envoyé (de|depuis|à partir de) .{2,60}|enviado (desde|do|de) .{2,60}|inviato da .{2,60}|` +
		`verzonden (vanaf|van|met) .{2,60}|wysłan[eo] (z|ze) .{2,60}|outlook für (ios|android).*|hämta outlook för .*|` +
		`(télécharger|obtenir) outlook pour .*)$`)

	// closingPhrase matches a line that is nothing but how a letter ends. Thanks are not among them: they are meant.
	closingPhrase = regexp.MustCompile(`(?i)^((with )?(best|kind|warm|kindest|warmest) (regards|wishes)|regards|sincerely( yours)?|` +
		`yours (sincerely|faithfully|truly)|br|rgds|` +
		`mvh|med v(ä|a)nliga? h(ä|a)lsning(ar)?|v(ä|a)nliga? h(ä|a)lsning(ar)?|b(ä|a)sta h(ä|a)lsningar|h(ä|a)lsningar|vh|` +
		`med (venlig|vennlig) hilsen|(venlig|vennlig|beste) hilsen|hilsen|vh|` +
		`mit (freundlichen|besten|herzlichen) gr(ü|ue)(ß|ss)en|(freundliche|beste|viele|liebe|herzliche) gr(ü|ue)(ß|ss)e|mfg|lg|` +
		`(bien )?cordialement|bien à vous|sincères salutations|meilleures salutations|` +
		`(un )?(cordial )?saludos?( cordiales)?|atentamente|cordiali saluti|distinti saluti|saluti|` +
		`met vriendelijke groet(en)?|vriendelijke groet(en)?|groet(en|jes)?|mvg|` +
		`z poważaniem|pozdrawiam|z wyrazami szacunku|atenciosamente|cumprimentos|` +
		`yst(ä|a)v(ä|a)llisin terveisin|terveisin|s pozdravem)\s*[,.!/]*$`)
)

// The names under which Outlook repeats an earlier mail's header, in lower case.
var (
	fromWords = set("from", "från", "fra", "von", "de", "da", "van", "od", "lähettäjä", "expéditeur", "отправитель", "от",
		"发件人", "差出人")

	headerWords = set("sent", "date", "to", "cc", "subject", "reply-to", "importance", "skickat", "datum", "till", "kopia", "ämne",
		"sendt", "dato", "til", "emne", "kopi", "gesendet", "an", "betreff", "envoyé", "envoyé le", "à", "objet", "enviado",
		"enviado el", "fecha", "para", "asunto", "inviato", "data", "a", "oggetto", "verzonden", "aan", "onderwerp", "wysłano",
		"wysłane", "do", "dw", "temat", "assunto", "enviada em", "lähetetty", "päivämäärä", "vastaanottaja", "kopio", "aihe",
		"odesláno", "komu", "předmět", "дата", "кому", "тема", "发送时间", "收件人", "主题", "送信日時", "宛先", "件名")
)

// headerWord returns the name that a line such as "From: Ann" or "*Sent:* Monday" begins with.
func headerWord(s string) (name, value string) {
	name, value, ok := strings.Cut(s[:min(len(s), 200)], ":")
	if !ok || len(name) > 40 {
		return "", ""
	}
	return strings.ToLower(strings.Trim(name, " \t*\u00a0")), strings.Trim(value, " \t*\u00a0")
}
