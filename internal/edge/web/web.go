// Package web is the pages: a page is a Go struct in its own file and a folder
// of the same name under html. Structs are plain data; templates put it into
// words, in the reader's zone. Handlers fill them and hold no markup.
//
// # Rendering
//
// OpenPages parses what all pages share and finds the assets; a page is parsed when it
// is first seen. A view names its template ("card", or "card/timeline" for a fragment of that folder):
//
//	p := CardPage{Frame: frame, Customer: …}
//	err := pages.Render(w, http.StatusOK, frame.Here, p)
//
// Render writes nothing when it fails. pages.HTML renders into memory, for
// events; page.WriteEvent writes one. page.WantsFragment tells whether htmx asked
// for a part; page.Redirect answers a form, with htmx or without; a refused form
// is the same page again with status 422, what was typed in Form and a sentence a
// field in Errors ("" is the form as a whole). pages.Assets serves /assets/.
//
// # Forms
//
// All are plain posts; htmx only makes some of them quicker.
//
//	POST /sign-in                              email, password, next
//	POST /sign-out
//	POST (the first run's link)                company, zone, currency, region, addresses, name, email, password
//	POST (an invitation's link)                password (username is for password managers)
//	POST /theme                                theme = system | light | dark, next; sets the cookie "theme"
//	POST /log                                  customer, who, channel, observed, note, touchpoint, at
//	POST /customers/{id}/edit                  EditForm; attribute_key and attribute_value, remove repeat
//	POST /customers/{id}/merge                 other, suggestion, reason; decision = swap: show it the other way round
//	POST /merges/{id}/undo
//	POST /suggestions/{id}                     decision = different | later; htmx wants a Toast, the pair then goes
//	POST /settings                             company, zone, currency, region, addresses
//	POST /settings/contributors[/{key}]        ContributorForm;  …/{key}/move: parent, from
//	POST /settings/employees[/{key}]           EmployeeForm
//	POST /settings/touchpoints[/{key}]         TouchpointForm
//	POST /settings/spots[/{id}]                SpotForm;  …/{id}/close, …/open
//	POST /remarks                              accept or refuse (an id), or all = accept | refuse and id (repeats); reason, reason-ID
//	POST /remarks/reopen?id=A,B
//	POST /by/{token}                           answer (1 to 5), text, contact, form, homepage (left empty); nobody is signed in there
//	POST /settings/outcomes[/{id}]             OutcomeForm;  …/{id}/remove
//	POST /settings/hearing/…                   see HearingPage
//	POST /settings/relationship                a field a constant, by its key; version (that was seen), reason
//	POST /settings/users[/{id}]                UserForm;  …/{id}/invite, …/disable, …/enable
//	POST /settings/keys                        name, scope (repeats);  …/{id}/revoke
//	POST /demo/reset                           in a made-up company only; GET /demo/as/{character}?next= signs in there
//	POST /customers/coverage                   counts anew
//	POST /outgoing                             allowed: a line each;  /outgoing/go-live: live = true | false
//	POST /you                                  name, zone
//	POST /you/password                         current, password
//	POST /you/sessions/{id}/revoke, /you/sessions/revoke
//
// In the settings ?add, ?edit=KEY and ?move=KEY open a page's form.
//
// # Fragments
//
//	GET /customers?q=&band= with HX-Request          CustomerList, into #customers
//	GET /customers/{id}/timeline?text=&channel=&impression=&contributor=   Timeline, into #history
//	GET …/timeline?cursor= (Timeline.OlderURL)       TimelineMore, in place of the "older" link
//	GET /log/customers?who=                          LogFound, into #log-found
//	GET /palette?q=                                  Palette, into #palette-found; an empty q: what is likely
//	GET /customers/{id}, also with HX-Request        the whole CardPage: #standing is taken out of it
//	any answer to htmx may end with a Toast          put into #toasts, out of band
//
// Without HX-Request the filter form of a timeline asks GET /customers/{id} with
// the same fields, and the customer search of the log GET /log?who=.
//
// # Events
//
// LiveURL of a page answers text/event-stream. Today: "arrival", an Arrival with
// Fresh set, put before the others; "slices", Slices, in place of the old. A card:
// "changed", any data: the standing is asked again, and the reader is told.
package web

import (
	"embed"

	"regard/internal/platform/page"
)

//go:embed html
var html embed.FS

// Errors says what is wrong with a form, a sentence a field.
type Errors = page.Errors

// Value is money a year.
type Value = page.Money
