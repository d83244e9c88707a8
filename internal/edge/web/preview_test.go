package web

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"regard/internal/platform/page"
	assets "regard/web"
)

// TestPreview renders every sample; with REGARD_PREVIEW=dir it writes them there
// with their assets, to be looked at.
func TestPreview(t *testing.T) {
	pages, err := OpenPages()
	if err != nil {
		t.Fatal(err)
	}
	dir := os.Getenv("REGARD_PREVIEW")
	for _, s := range samples() {
		html, err := pages.HTML(page.Here{Zone: oslo, Now: sampleNow}, s.view)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if dir != "" {
			writePreview(t, filepath.Join(dir, s.name+".html"), html)
		}
	}
	if dir == "" {
		return
	}
	dist, err := fs.Sub(assets.Dist, "dist")
	if err != nil {
		t.Fatal(err)
	}
	files, err := fs.Glob(dist, "*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		text, err := fs.ReadFile(dist, f)
		if err != nil {
			t.Fatal(err)
		}
		writePreview(t, filepath.Join(dir, "assets", f), text)
	}
}

func writePreview(t *testing.T, path string, text []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o644); err != nil {
		t.Fatal(err)
	}
}

type sample struct {
	name string
	view page.View
}

func samples() []sample {
	trouble := Trouble(500, "8FK2-MZ0Q")
	refused := Trouble(422, "")
	refused.Fields = []FieldTrouble{{"occurred_at", "is more than a day ahead"}}
	signedOut := sampleSignIn()
	signedOut.Notice = "You have signed out."
	light := sampleUsers()
	light.Form = &UserForm{ID: "usr_2", Name: "Ola Viken", Email: "ola.viken@nordlys.example", Role: "frontline"}
	return []sample{
		{"card", sampleCard()},
		{"correct", sampleCorrect()},
		{"correct-wrong", sampleCorrectWrong()},
		{"contest", sampleContest()},
		{"contests", sampleContests()},
		{"contests-none", ContestsPage{Frame: sampleFrame("suggestions"), Open: true}},
		{"card-empty", sampleCardEmpty()},
		{"card-compact", sampleCardCompact()},
		{"card-compact-unknown", compactCard(sampleCardUnknown())},
		{"card-compact-empty", compactCard(sampleCardEmpty())},
		{"pane-signed-out", samplePane(PaneSignedOut)},
		{"pane-empty", samplePane(PaneEmpty)},
		{"pane-nobody", samplePane(PaneNobody)},
		{"pane-several", samplePane(PaneSeveral)},
		{"pane-wrong", samplePane(PaneWrong)},
		{"frame-done", FrameDonePage{Code: "x"}},
		{"settings-frames", sampleFrames()},
		{"card-unknown", sampleCardUnknown()},
		{"account", sampleAccountCard()},
		{"account-empty", sampleAccountCardEmpty()},
		{"accounts", sampleAccounts()},
		{"accounts-nobody", sampleAccountsNone(AccountList{Query: "fjord"})},
		{"accounts-renewals", sampleAccountsNone(AccountList{Sort: byRenewal})},
		{"accounts-empty", sampleAccountsNone(AccountList{None: true})},
		{"today", sampleToday()},
		{"today-quiet", sampleTodayQuiet()},
		{"today-seen-few", sampleTodaySeen(HistorySeen{Interval: Interval{Value: 0.5, Low: 0.25, High: 0.75, N: 12}, Days: 28, Least: 20, Employees: 3})},
		{"today-seen-alone", sampleTodaySeen(HistorySeen{Interval: Interval{Value: 0.5, Low: 0.4, High: 0.6, N: 120}, Days: 28, Enough: true, Employees: 1})},
		{"today-empty", TodayPage{Frame: sampleFrame("today"), Empty: true}},
		{"contributor", sampleContributor()},
		{"contributor-quiet", sampleContributorQuiet()},
		{"contributor-people", sampleContributorPeople()},
		{"settings-organisation", OrgImportPage{Settings: sampleSettingsFrame("employees")}},
		{"settings-organisation-plan", sampleOrgPlan()},
		{"customers", sampleCustomers()},
		{"customers-nobody", sampleCustomersNobody()},
		{"customers-empty", CustomersPage{Frame: sampleFrame("customers"), List: CustomerList{None: true}}},
		{"said", sampleSaid()},
		{"said-reading", SaidPage{Frame: sampleFrame("customers"), Found: Said{Reach: SaidReach{None: true}}}},
		{"said-empty", SaidPage{Frame: sampleFrame("customers"), Found: Said{}}},
		{"said-nobody", SaidPage{Frame: sampleFrame("customers"), Found: Said{Filter: SaidFilter{Query: "parcel unicorn", Channel: "sms"}, Reach: SaidReach{Until: sampleDay(3, 10, 13, 58)}}}},
		{"said-further", SaidPage{Frame: sampleFrame("customers"), Found: Said{Filter: SaidFilter{Query: "newsletter"}, Pager: Pager{NextURL: "/customers/words?q=newsletter&cursor=x"}}}},
		{"not-customers", sampleNotCustomers()},
		{"not-customers-none", NotCustomersPage{Frame: sampleFrame("customers"), RulesURL: classRulesURL}},
		{"settings-not-customers", sampleClassRules()},
		{"settings-not-customers-add", sampleClassRulesForm()},
		{"settings-not-customers-empty", ClassRulesPage{Settings: sampleSettingsFrame("not-customers")}},
		{"card-no-customer", sampleCardNoCustomer()},
		{"log", sampleLog()},
		{"log-found", sampleLogFound()},
		{"log-wrong", sampleLogWrong()},
		{"edit", sampleEdit()},
		{"suggestions", sampleSuggestions()},
		{"suggestions-empty", SuggestionsPage{Frame: sampleFrame("suggestions")}},
		{"merge", sampleMerge()},
		{"erase", ErasePage{Frame: sampleFrame("customers"), Customer: solheim, Interactions: 34, Records: 2, Word: "Ingrid Solheim", Typed: "Ingrid", Errors: Errors{"typed": "That is not what it says. Type Ingrid Solheim, to be sure that it is this customer."}}},
		{"openings", sampleOpenings()},
		{"openings-nobody", OpeningsPage{Frame: sampleFrame("customers"), Customer: solheim}},
		{"privacy", samplePrivacy(false)},
		{"privacy-edit", samplePrivacy(true)},
		{"signin", sampleSignIn()},
		{"signin-out", signedOut},
		{"signin-wrong", sampleSignInWrong()},
		{"signin-demo", sampleSignInDemo()},
		{"setup", sampleSetup()},
		{"setup-wrong", sampleSetupWrong()},
		{"password", samplePassword()},
		{"trouble-404", Trouble(404, "")},
		{"trouble-422", refused},
		{"trouble-500", trouble},
		{"settings-company", sampleCompany()},
		{"settings-contributors", sampleContributors()},
		{"settings-contributors-edit", sampleContributorsEdit()},
		{"settings-contributors-move", sampleContributorsMove()},
		{"settings-employees", sampleEmployees()},
		{"settings-touchpoints", sampleTouchpoints()},
		{"settings-users", sampleUsers()},
		{"settings-users-edit", light},
		{"settings-users-invite", sampleUsersInvite()},
		{"settings-keys", sampleKeys()},
		{"settings-keys-empty", sampleKeysEmpty()},
		{"settings-outcomes", sampleOutcomes()},
		{"settings-hearing", sampleHearing()}, {"settings-hearing-add", sampleHearingAdd()},
		{"settings-relationship", sampleRelationship()},
		{"settings-relationship-edit", sampleRelationshipEdit()},
		{"settings-audit", sampleAudit()},
		{"by", sampleBystander()},
		{"by-wrong", sampleBystanderWrong()},
		{"by-thanks", sampleBystanderTold(ToldThanks)},
		{"by-closed", sampleBystanderTold(ToldClosed)},
		{"by-missing", sampleBystanderTold(ToldMissing)},
		{"settings-spots", sampleSpots()},
		{"settings-spots-edit", sampleSpotsEdit()},
		{"settings-spots-empty", SpotsPage{Settings: sampleSettingsFrame("spots")}},
		{"settings-spots-print", sampleSpotPrint(false)},
		{"settings-spots-sheet", sampleSpotPrint(true)},
		{"remarks", sampleRemarks()},
		{"remarks-accepted", sampleRemarksDecided("accepted")},
		{"remarks-refused", sampleRemarksDecided("refused")},
		{"remarks-empty", RemarksPage{Frame: sampleFrame("remarks"), State: "waiting", Spots: 1}},
		{"coverage", sampleCoverage()},
		{"coverage-uncounted", CoveragePage{Frame: sampleFrame("customers"), MayRecount: true}},
		{"coverage-nobody", CoveragePage{Frame: sampleFrame("customers"), Coverage: Coverage{CountedAt: sampleNow}}},
		{"outgoing", sampleOutgoing()},
		{"outgoing-live", sampleOutgoingLive()},
		{"outgoing-empty", OutgoingPage{Settings: sampleSettingsFrame("outgoing"), Channels: sampleOutgoing().Channels}},
		{"you", sampleYou()},
		{"docs", sampleDocs()},
		{"palette", samplePalette()},
		{"fragment-timeline", sampleTimeline()},
		{"fragment-more", TimelineMore{sampleTimeline()}},
		{"fragment-customers", sampleCustomers().List},
		{"fragment-found", sampleLogFound().Found},
		{"fragment-arrival", sampleArrivals()[0]},
		{"fragment-slices", sampleSlices()},
		{"fragment-toast", Toast{Text: "Merged.", UndoURL: "/merges/mrg_1/undo"}},
	}
}

// TestTemplatesFit checks each template against the struct it is given: no
// field missing, no type wrong, whatever the data. No page is without a sample, for
// it is parsed only when somebody first opens it.
func TestTemplatesFit(t *testing.T) {
	pages, err := OpenPages()
	if err != nil {
		t.Fatal(err)
	}
	sampled := map[string]bool{"layout": true}
	for _, s := range samples() {
		folder, _, _ := strings.Cut(s.view.Template(), "/")
		sampled[folder] = true
		tmpl, err := pages.Template(s.view)
		if err != nil {
			t.Errorf("%s: %v", s.name, err)
			continue
		}
		if err := templatecheck.CheckHTMLStrict(tmpl, s.view); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
	}
	folders, err := html.ReadDir("html")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		if f.IsDir() && !sampled[f.Name()] {
			t.Errorf("the page %s has no sample", f.Name())
		}
	}
}
