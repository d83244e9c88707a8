package web

import (
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"regard/internal/act/card"
	"regard/internal/know/company"
	"regard/internal/listen/words"
	"regard/internal/platform/gate"
	"regard/internal/platform/problem"
	"regard/internal/platform/sign"
)

// Options are what the pages need.
type Options struct {
	Office  *company.Office
	Key     sign.Key
	Log     *slog.Logger
	OpenAPI []byte             // the API's description, for /docs
	Demo    *Demo              // of a made-up company only
	Words   *words.Index       // what was said; nil: nothing of that is found
	Note    func(card.Opening) // who opened whose card, once the page is sent; nil: nobody asks
	Gate    *gate.Gate         // pages, by the request; nil: always open
	Forms   *gate.Gate         // forms that are sent, by the request; nil: always open
	Streams *gate.Gate         // live pages, for as long as they are open; nil: always open

	Strangers *gate.Turnstile // what is asked by whom nobody knows, by address; nil: always open
	Proxies   gate.Proxies    // whose word is taken for whence a request comes
}

// Server serves the pages.
type Server struct {
	Options
	pages     *Pages
	mux       *http.ServeMux
	routes    map[string]company.Operation
	guesses   *guesses
	turnstile *gate.Turnstile // what bystanders say, by address
	live      *live
	framable  map[string]bool // what may stand in a frame of another system, when it is compact
	touches   *company.Touches
}

// New makes the server of the pages.
func New(o Options) (*Server, error) {
	pages, err := OpenPages()
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, pages: pages, mux: http.NewServeMux(), routes: map[string]company.Operation{}, framable: map[string]bool{}, guesses: newGuesses(), turnstile: gate.NewTurnstile(throughEvery, throughAtOnce), live: newLive(o.Office, o.Log), touches: company.NewTouches(o.Log)}
	s.register()
	return s, nil
}

// Open is the operation of pages that anybody may see.
const Open company.Operation = ""

// Routes returns every route with the operation that it needs.
func (s *Server) Routes() map[string]company.Operation { return s.routes }

// register is the table of all pages.
func (s *Server) register() {
	s.mux.Handle("GET /assets/", s.pages.Assets)
	s.mux.HandleFunc("GET /pane.js", s.pane)
	s.on("GET /sign-in", Open, signInForm)
	s.on("POST /sign-in", Open, signIn)
	s.on("GET /first/{token}", Open, setupForm)
	s.on("POST /first/{token}", Open, setup)
	s.on("GET /link/{token}", Open, passwordForm)
	s.on("POST /link/{token}", Open, choosePassword)
	s.on("POST /theme", Open, setTheme)
	s.on("GET /docs", Open, docs)
	s.on("GET /by/{token}", Open, bystanderForm)
	s.on("POST /by/{token}", Open, sayBystander)
	s.on("POST /sign-out", company.OwnAccount, signOut)

	s.on("GET /{$}", company.SeeToday, today)
	s.on("GET /today/live", company.SeeToday, todayLive)
	s.on("GET /contributors/{key}", company.SeeContributorFigure, showContributor)
	s.on("GET /palette", company.FindCustomers, palette)

	s.on("GET /customers", company.FindCustomers, customers)
	s.on("GET /customers/not", company.FindCustomers, notCustomers)
	s.on("GET "+wordsURL, company.FindInteractions, findWords)
	s.inFrame("GET /customers/{id}", company.SeeCustomer, showCard)
	s.on("GET /customers/coverage", company.SeeCoverage, showCoverage)
	s.on("GET /customers/coverage/csv", company.SeeCoverage, coverageCSV)
	s.on("POST /customers/coverage", company.RecountCoverage, recount)
	s.on("GET /accounts", company.FindCustomers, accounts)
	s.on("POST /customers/{id}/class", company.ClassCustomer, classCustomer)
	s.on("POST /customers/{id}/class/undo", company.ClassCustomer, undoClass)
	s.inFrame("GET /customers/{id}/live", company.SeeCustomer, cardLive)
	s.on("GET /customers/{id}/timeline", company.SeeCustomer, showTimeline)
	s.on("GET /customers/{id}/openings", company.SeeOpenings, showOpenings)
	s.on("GET /episodes/{id}", company.SeeCustomer, showEpisode)
	s.inFrame("GET /card", company.SeeCustomer, screenPop)
	s.on("GET /frame/sign-in", Open, window(frameSignInForm))
	s.on("POST /frame/sign-in", Open, window(signIn))
	s.on("GET /frame/done", company.OwnAccount, window(frameDone))
	s.on("POST /frame/session", Open, frameSession)
	s.on("GET /customers/{id}/edit", company.ChangeCustomer, editForm)
	s.on("POST /customers/{id}/edit", company.ChangeCustomer, edit)
	s.on("POST /customers/{id}/reveal", company.RevealField, reveal)
	s.on("GET /customers/{id}/erase", company.EraseCustomer, eraseForm)
	s.on("POST /customers/{id}/erase", company.EraseCustomer, erase)
	s.on("GET /customers/{id}/archive", company.ArchiveCustomer, downloadArchive)
	s.on("POST /customers/{id}/roles", company.ChangeCustomer, changeRole)
	s.on("GET /customers/{id}/merge", company.MergeCustomers, mergeForm)
	s.on("POST /customers/{id}/merge", company.MergeCustomers, merge)
	s.on("POST /merges/{id}/undo", company.MergeCustomers, undoMerge)

	s.on("GET /log", company.RecordInteraction, logForm)
	s.on("GET /log/customers", company.RecordInteraction, logCustomers)
	s.on("POST /log", company.RecordInteraction, logInteraction)
	s.on("GET /interactions/{id}", company.SeeCustomer, showInteraction)
	s.on("POST /interactions/{id}/void", company.VoidInteraction, voidInteraction)
	s.on("GET /interactions/{id}/correct", company.CorrectImpression, correctForm)
	s.on("POST /interactions/{id}/correct", company.CorrectImpression, correct)
	s.on("POST /episodes/{id}/charge", company.CorrectImpression, chargeEpisode)
	s.on("POST /corrections/{id}/undo", company.CorrectImpression, undoCorrections)
	s.on("GET /interactions/{id}/contest", company.ContestShare, contestForm)
	s.on("POST /interactions/{id}/contest", company.ContestShare, contest)
	s.on("GET /contests", company.SeeContests, contests)
	s.on("POST /contests/{id}", company.DecideContest, decideContest)
	s.on("POST /contests/{id}/reopen", company.DecideContest, reopenContest)
	s.on("POST /contests/{id}/withdraw", company.ContestShare, withdrawContest)

	s.on("GET /suggestions", company.SeeSuggestions, suggestions)
	s.on("POST /suggestions", company.DecideSuggestion, lookAgain)
	s.on("GET /suggestions/{id}", company.SeeSuggestions, suggestionForm)
	s.on("POST /suggestions/{id}", company.DecideSuggestion, decideSuggestion)
	s.on("POST /suggestions/{id}/reopen", company.DecideSuggestion, reopenSuggestion)

	s.on("GET /remarks", company.ModerateRemarks, remarks)
	s.on("POST /remarks", company.ModerateRemarks, decideRemarks)
	s.on("POST /remarks/reopen", company.ModerateRemarks, reopenRemarks)

	s.on("GET /you", company.OwnAccount, you)
	s.on("POST /you", company.OwnAccount, changeYou)
	s.on("POST /you/password", company.OwnAccount, changePassword)
	s.on("POST /you/sessions/revoke", company.OwnAccount, revokeOtherSessions)
	s.on("POST /you/sessions/{id}/revoke", company.OwnAccount, revokeSession)

	s.registerSettings()
	s.registerDemo()
}

func (s *Server) registerSettings() {
	s.on("GET /settings", company.SeeOrganisation, companySettings)
	s.on("POST /settings", company.ChangeCompany, changeCompany)
	s.on("GET /settings/contributors", company.SeeOrganisation, contributors)
	s.on("POST /settings/contributors", company.ChangeOrganisation, addContributor)
	s.on("POST /settings/contributors/{key}", company.ChangeOrganisation, changeContributor)
	s.on("POST /settings/contributors/{key}/move", company.ChangeOrganisation, moveContributor)
	s.on("GET /settings/employees", company.SeeOrganisation, employees)
	s.on("POST /settings/employees", company.ChangeOrganisation, addEmployee)
	s.on("POST /settings/employees/{key}", company.ChangeOrganisation, changeEmployee)
	s.on("POST /settings/figures", company.ChangeCompany, switchFigures)
	s.on("GET /settings/organisation/import", company.ChangeOrganisation, orgImport)
	s.on("POST /settings/organisation/import", company.ChangeOrganisation, planOrgImport)
	s.on("POST /settings/organisation/import/do", company.ChangeOrganisation, doOrgImport)
	s.on("GET /settings/touchpoints", company.SeeOrganisation, touchpoints)
	s.on("POST /settings/touchpoints", company.ChangeOrganisation, addTouchpoint)
	s.on("POST /settings/touchpoints/{key}", company.ChangeOrganisation, changeTouchpoint)
	s.on("GET /settings/spots", company.SeeSpots, spots)
	s.on("POST /settings/spots", company.ChangeSpots, addSpot)
	s.on("POST /settings/spots/{id}", company.ChangeSpots, changeSpot)
	s.on("POST /settings/spots/{id}/close", company.ChangeSpots, closeSpot)
	s.on("POST /settings/spots/{id}/open", company.ChangeSpots, openSpot)
	s.on("GET /settings/spots/{id}/print", company.SeeSpots, printSpot)
	s.on("GET /settings/outcomes", company.SeeConfiguration, outcomes)
	s.on("POST /settings/outcomes", company.ChangeConfiguration, addOutcome)
	s.on("POST /settings/outcomes/{id}", company.ChangeConfiguration, changeOutcome)
	s.on("POST /settings/outcomes/{id}/remove", company.ChangeConfiguration, removeOutcome)
	s.on("GET /settings/hearing", company.SeeConfiguration, hearing)
	s.on("POST /settings/hearing/try", company.SeeConfiguration, tryHearing)
	s.on("POST /settings/hearing", company.ChangeConfiguration, addTopic)
	s.on("POST /settings/hearing/topics/{key}", company.ChangeConfiguration, changeTopic)
	s.on("POST /settings/hearing/topics/{key}/remove", company.ChangeConfiguration, removeTopic)
	s.on("POST /settings/hearing/languages", company.ChangeConfiguration, expectLanguage)
	s.on("POST /settings/hearing/languages/remove", company.ChangeConfiguration, expectNoLanguage)
	s.on("POST /settings/hearing/leanings/remove", company.ChangeConfiguration, removeLeaning)
	s.on("POST /settings/hearing/undo", company.ChangeConfiguration, undoHearing)
	s.on("GET /settings/not-customers", company.SeeClassRules, classRules)
	s.on("POST /settings/not-customers", company.ChangeClassRules, addClassRule)
	s.on("POST /settings/not-customers/remove", company.ChangeClassRules, removeClassRule)
	s.on("GET /settings/relationship", company.SeeConfiguration, relationshipSettings)
	s.on("POST /settings/relationship", company.ChangeConfiguration, changeRelationship)
	s.on("GET /settings/frames", company.SeeOrganisation, frames)
	s.on("POST /settings/frames", company.ChangeCompany, changeFrames)
	s.on("GET /settings/users", company.ManageUsers, users)
	s.on("POST /settings/users", company.ManageUsers, addUser)
	s.on("POST /settings/users/{id}", company.ManageUsers, changeUser)
	s.on("POST /settings/users/{id}/invite", company.ManageUsers, inviteUser)
	s.on("POST /settings/users/{id}/disable", company.ManageUsers, disableUser)
	s.on("POST /settings/users/{id}/enable", company.ManageUsers, enableUser)
	s.on("GET /settings/keys", company.ManageKeys, keys)
	s.on("POST /settings/keys", company.ManageKeys, addKey)
	s.on("POST /settings/keys/{id}/revoke", company.ManageKeys, revokeKey)
	s.on("GET /settings/privacy", company.SeeRetention, privacy)
	s.on("POST /settings/masks", company.ChangeRetention, addMask)
	s.on("POST /settings/masks/remove", company.ChangeRetention, removeMask)
	s.on("POST /settings/privacy", company.ChangeRetention, changePrivacy)
	s.on("GET /settings/audit", company.SeeAudit, audit)

	s.on("GET /outgoing", company.SeeOutgoing, showOutgoing)
	s.on("GET /outgoing/csv", company.SeeOutgoing, outgoingCSV)
	s.on("POST /outgoing", company.GoLive, changeAllowed)
	s.on("POST /outgoing/go-live", company.GoLive, goLive)
}

// maxForm is the most bytes that a form may have; largeForms may have more.
const maxForm = 1 << 20

var largeForms = map[string]int64{
	"POST /settings/organisation/import":    maxOrgFile + 64<<10,
	"POST /settings/organisation/import/do": maxOrgFile + maxOrgFile/2,
}

// ownReading are the forms whose pages say in their own words what is wrong with
// them: files, and a bystander's, who reads another language and runs no script.
var ownReading = map[string]bool{"POST /settings/organisation/import": true, "POST /settings/organisation/import/do": true, "POST /by/{token}": true}

// sameOrigin refuses what another site sends in a signed-in user's name.
var sameOrigin = http.NewCrossOriginProtection()

// ServeHTTP serves a page.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if _, pattern := s.mux.Handler(r); pattern == "" {
		s.trouble(&call{s: s, w: w, r: r, who: company.Nobody}, missingPage)
		return
	}
	s.mux.ServeHTTP(w, r)
}

// on registers a page: who may open it, and what makes it.
func (s *Server) on(pattern string, op company.Operation, h func(c *call) error) {
	s.routes[pattern] = op
	s.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, max(maxForm, largeForms[pattern]))
		c := &call{s: s, w: w, r: r}
		done, err := s.pass(r, pattern)
		if err != nil {
			s.trouble(c, err)
			return
		}
		defer done()
		if err := s.admit(c, op); err != nil {
			s.trouble(c, err)
			return
		}
		if err := readable(r, pattern); err != nil {
			s.trouble(c, err)
			return
		}
		if err := h(c); err != nil {
			c.opened = nil
			s.trouble(c, err)
		}
		c.finish()
	})
}

// pass lets a request through its gate.
func (s *Server) pass(r *http.Request, pattern string) (done func(), err error) {
	if strings.HasSuffix(pattern, "/live") {
		return s.Streams.Pass(r.Context(), 1)
	}
	if r.Method == http.MethodPost {
		return s.Forms.Pass(r.Context(), 1)
	}
	return s.Gate.Pass(r.Context(), 1)
}

// readable refuses a form that cannot be read whole. Its fields would seem to be
// empty, and an empty list is something that people do save.
func readable(r *http.Request, pattern string) error {
	if r.Method != http.MethodPost || ownReading[pattern] {
		return nil
	}
	err := r.ParseForm()
	if err == nil {
		err = r.ParseMultipartForm(maxForm)
	}
	if err == nil || errors.Is(err, http.ErrNotMultipart) {
		return nil
	}
	if _, tooLong := errors.AsType[*http.MaxBytesError](err); tooLong {
		return err
	}
	return problem.New(problem.Invalid, "field.malformed", nil).Because(err)
}

// inFrame registers a page that other systems may show in a frame, where it is compact.
func (s *Server) inFrame(pattern string, op company.Operation, h func(c *call) error) {
	s.framable[pattern] = true
	s.on(pattern, op, h)
}

// timeout is how long a page may take.
const timeout = 30 * time.Second
