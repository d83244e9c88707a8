package web

import (
	"context"
	"strings"
	"testing"

	"regard/internal/know/company"
	"regard/internal/know/company/companytest"
	"regard/internal/listen/interaction"
	"regard/internal/platform/text"
)

// undoing is where what was just done is undone.
const undoing = `<form method="post" action="([^"]+)"><button>[^<]*<svg.*?Undo`

func TestTopicsAndTheirWordsAreAVersionedTable(t *testing.T) {
	const page = "/settings/hearing"
	const solar = page + "/topics/solar_panels"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page).has(200, "As documented", "<b>Invoices</b>", `aria-current="true">Norwegian</a>`, "Norwegian is expected, by your country").hasNot("<small>your own", "Version 0", "Add a topic</h2>")
		v.get(page+"?language=en").has(200, `aria-current="true">English</a>`)
		v.get(page+"?language=tlh").has(200, `aria-current="true">Norwegian</a>`)

		v.get(page+"?language=en&add").has(200, "A new topic", `name="version" value="0"`)
		v.post(page, "version", "0", "language", "en", "name", " ").has(422, `id="name-error"`)
		v.post(page, "version", "0", "language", "en", "name", "Solar <panels>").has(200, "Added.", "Version 1", "Solar &lt;panels&gt;", "your own", "none yet: it is never told", `aria-current="true">English</a>`).hasNot("<panels>")
		v.post(page, "version", "1", "language", "en", "name", "SOLAR, panels!").has(422, `id="name-error"`, "There is a topic called Solar &lt;panels&gt; already.", `value="SOLAR, panels!"`)

		v.get(page+"?language=en&edit=solar_panels").has(200, `action="`+solar+`"`, `name="version" value="1"`, `value="Solar &lt;panels&gt;"`, "Your words in English", "Remove this topic")
		v.get(page + "?edit=limbo").has(200).hasNot(`id="form"`)
		v.post(solar, "version", "1", "language", "en", "name", "Solar panels", "words", "solar   panel+\r\n\r\n(green|solar) tariff+\r\n").
			has(200, "Saved.", "Version 2", "<b>Solar panels</b>", `<code class="words">solar panel&#43;</code> <code class="words">(green|solar) tariff&#43;</code>`)
		v.get(page+"?language=en&edit=solar_panels").has(200, ">solar panel&#43;\n(green|solar) tariff&#43;</textarea>")
		v.get(page+"?language=sv").has(200, "<b>Solar panels</b>", "none yet: it is never told").hasNot("solar panel&#43;")

		for words, why := range map[string]string{"roof+\r\n(solar": "Row 2: (solar cannot be looked for", "*": "it would be found everywhere", "roof\r\nroof": "Row 2: roof stands there already.", strings.Repeat("x", 301): "300"} {
			v.post(solar, "version", "2", "language", "en", "name", "Sun <b>", "words", words).has(422, `id="words-error"`, why, ">"+strings.ReplaceAll(words, "+", "&#43;")+"</textarea>", `value="Sun &lt;b&gt;"`).hasNot("Sun <b>")
		}
		v.post(solar, "version", "2", "language", "en", "name", "", "words", "roof+").has(422, `id="name-error"`, ">roof&#43;</textarea>")
		v.post(solar, "version", "2", "language", "tlh", "name", "Sun", "words", "roof+").has(404)
		v.post(solar, "version", "2", "language", "en", "name", "Invoices", "words", "roof+").has(422, `id="name-error"`, "There is a topic called Invoices already.")
		v.post(page, "version", "2", "language", "en", "name", strings.Repeat("å", 61)).has(422, `id="name-error"`, "longer than 60 characters")
		v.post(page+"/topics/limbo", "version", "2", "language", "en", "words", "roof+").has(404)
		v.get(page+"?language=en").has(200, "Version 2", "<b>Solar panels</b>").hasNot("roof")

		undo := v.post(solar+"/remove", "version", "2", "language", "en").has(200, "Removed, with its words.", "Version 3").hasNot("Solar panels").find(undoing)
		v.post(undo).has(200, "Undone: version 4 is as it was before.", "<b>Solar panels</b>", "solar panel&#43;", `aria-current="true">English</a>`)
		v.post(undo).has(200, "toast wrong", "Somebody changed these settings meanwhile.")
		v.post(solar+"/remove", "version", "4").has(200, "Removed, with its words.")
		v.post(solar+"/remove", "version", "5").has(404)
		v.post(page+"/topics/billing/remove", "version", "5").has(404)
	})
}

func TestTheFirstChangeOfWordsIsUndoneToAsTheyCome(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleLead)
		undo := v.post("/settings/hearing", "version", "0", "name", "Solar").has(200, "<small>your own").find(undoing)
		v.post(undo).has(200, "Undone: version 2 is as it was before.").hasNot("<small>your own")
	})
}

// A browser sends of the words that come with the program those that are ticked.
func TestWordsThatComeWithTheProgramAreSwitchedOffAndOn(t *testing.T) {
	const page = "/settings/hearing"
	const tried, told = "Where is my invoice?", `<b>Invoices</b> by “invoice”`
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		try := func() answer { return v.post(page+"/try", "language", "en", "text", tried) }
		form := func() answer { return v.get(page + "?language=en&edit=billing") }
		form().has(200, `value="invoice&#43;" checked`).hasNot(" off</small>", `name="name"`, "Remove this topic")
		try().has(200, told)

		fields := []string{"language", "en", "words", ""}
		for _, w := range ticked(form()) {
			if w != "invoice+" {
				fields = append(fields, "on", w)
			}
		}
		undo := v.post(page+"/topics/billing", append(fields, "version", "0")...).has(200, "Saved.", "1 off</small>").find(undoing)
		form().has(200, `value="invoice&#43;"><code`, `value="billing" checked`)
		try().has(200, "None of the topics").hasNot(told)
		v.post(page+"/topics/billing", append([]string{"version", "1", "words", "(x"}, fields...)...).has(422, "1 off</small>", `value="invoice&#43;"><code`, `value="billing" checked`)
		v.post(undo).has(200).hasNot(" off</small>")
		try().has(200, told)
		v.post(page+"/topics/billing", append(fields, "version", "2", "on", "invoice+")...).has(200, "Saved.").hasNot(" off</small>")
	})
}

// ticked are the words that count, of those that come with the program.
func ticked(a answer) (list []string) {
	for _, part := range strings.Split(a.body, `name="on" value="`)[1:] {
		if value, rest, _ := strings.Cut(part, `"`); strings.HasPrefix(rest, " checked") {
			list = append(list, answer{a.T, a.what, 200, value}.find(`^(.*)$`))
		}
	}
	return list
}

func TestWhoChangesWordsByAnOldPageIsTold(t *testing.T) {
	const page = "/settings/hearing"
	const changed = "Somebody changed these settings meanwhile."
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.post(page, "version", "0", "name", "Solar").has(200, "Version 1")
		for _, stale := range []string{"", "0", "2"} {
			v.post(page, "version", stale, "name", "Wind").has(409, changed)
			v.post(page+"/topics/solar", "version", stale, "language", "en", "name", "Sun", "words", "sun").has(409, changed)
			v.post(page+"/topics/solar/remove", "version", stale).has(409, changed)
			v.post(page+"/languages", "version", stale, "spoken", "sv").has(409, changed)
			v.post(page+"/languages/remove", "version", stale).has(409, changed)
			v.post(page+"/leanings/remove", "version", stale, "spoken", "en").has(409, changed)
		}
		v.get(page).has(200, "Version 1", "<b>Solar</b>").hasNot("Wind")
	})
}

func TestALanguageIsExpectedSomewhereOrAnywhere(t *testing.T) {
	const page = "/settings/hearing"
	const to = page + "/languages"
	row := func(where, language string) string {
		return `<th scope="row">` + where + `</th><td data-label="Language">` + language + `</td>`
	}
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.get(page).has(200, `<option value="billing.invoice">Invoice`).hasNot("Anywhere else")
		v.post(to, "version", "0", "touchpoint", "billing.invoice", "spoken", "sv", "language", "en").has(200, "Saved.", row("Invoice", "Swedish"), `aria-current="true">English</a>`)
		v.post(to, "version", "1", "touchpoint", "", "spoken", "da").has(200, row("Anywhere else", "Danish"))
		v.post(to, "version", "2", "touchpoint", "billing.invoice", "spoken", "fi").has(200, row("Invoice", "Finnish")).hasNot(row("Invoice", "Swedish"))
		v.post(to, "version", "3", "touchpoint", "billing.invoice", "spoken", "tlh").has(422, `id="spoken-error"`, "tlh is none of the languages that are read.", `<option value="billing.invoice" selected>`)
		v.post(to, "version", "3", "touchpoint", "billing.invoice", "spoken", "").has(422, `id="spoken-error"`)
		v.post(to, "version", "3", "touchpoint", "no key <b>", "spoken", "sv").has(422, `id="touchpoint-error"`).hasNot("no key <b>")
		undo := v.post(to+"/remove", "version", "3", "touchpoint", "billing.invoice").has(200, "Removed.", row("Anywhere else", "Danish")).hasNot(row("Invoice", "Finnish")).find(undoing)
		v.post(undo).has(200, row("Invoice", "Finnish"))
	})
}

func TestLeaningsAreRemovedOneByOne(t *testing.T) {
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		companytest.Update(t, v.office, func(ctx context.Context, tx *company.Tx) error {
			var h interaction.Hearing
			h.Leanings = append(h.Leanings, text.Leaning{Language: "en", Felt: -0.2}, text.Leaning{Language: "sv", Side: 1})
			_, err := interaction.SetHearing(ctx, tx, h)
			return err
		})
		v.get("/settings/hearing").has(200, "a little: more is heard as neutral", "clearly: rather good than bad")
		v.post("/settings/hearing/leanings/remove", "version", "1", "spoken", "en").has(200, "Removed: that language is heard as the program comes.", "clearly: rather good than bad").hasNot("a little:")
	})
}

func TestATriedMessageTellsItsTopicsByTheirWordsAndIsForgotten(t *testing.T) {
	const page = "/settings/hearing"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		v := enter(company.RoleAdmin)
		v.post(page, "version", "0", "name", "Solar <panels>").has(200)
		v.post(page+"/topics/solar_panels", "version", "1", "language", "en", "name", "Solar <panels>", "words", "solar panel+").has(200)
		v.post(page+"/try", "language", "en", "text", "Why are my solar panels on the invoice? I am very disappointed.").
			has(200, "<b>Solar &lt;panels&gt;</b> by “solar panels”", "<b>Invoices</b> by “invoice”", "Heard in English", "negative", `aria-current="true">English</a>`).hasNot("<panels>")
		v.post(page+"/try", "text", "I am very disappointed <script>alert(1)</script> by the invoice. </textarea>").
			has(200, "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;/textarea&gt;", "<b>Invoices</b>").hasNot("<script>alert")
		v.post(page+"/try", "text", "I am very disappointed by you.").has(200, "None of the topics")
		v.post(page+"/try", "text", "お元気ですか").has(200, "Nothing can be told")
		v.post(page+"/try", "text", " ").has(422, `id="text-error"`, "Type a message.")
		v.get(page).has(200, "Version 2").hasNot("disappointed")
	})
}

func TestWhoMayNotChangeWordsMayTryThem(t *testing.T) {
	const page = "/settings/hearing"
	eachSite(t, func(t *testing.T, enter func(company.Role) *visitor) {
		enter(company.RoleAdmin).post(page+"/languages", "version", "0", "spoken", "sv").has(200)
		for _, role := range []company.Role{company.RoleManager, company.RoleExecutive} {
			v := enter(role)
			for _, asked := range []string{"", "?add", "?edit=billing"} {
				a := v.get(page+asked).has(200, "<b>Invoices</b>", "Anywhere else").hasNot("Add a topic", ">Edit", "Expect it there", ">Remove", `name="version"`, `id="form"`)
				if n := strings.Count(a.body, `action="/settings/hearing`); n != 1 {
					t.Errorf("%s%s: %d forms", role, asked, n)
				}
			}
			v.post(page+"/try", "text", "Where is my invoice?").has(200, "<b>Invoices</b>")
			v.post(page, "version", "1", "name", "Solar").has(403)
		}
		enter(company.RoleFrontline).get(page).has(403)
	})
}
