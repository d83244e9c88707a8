package web

// expected says of one route who may use it, as the company has been told: A
// admin, L experience lead, M manager, F frontline, P partner, X executive; "open"
// is anybody, signed in or not. It is written by hand and apart from the table of
// roles, so that whoever changes one of them has to mean it.
type expected struct {
	route string
	may   string
	path  string // asked; the route's own where it is empty
	form  string // sent; real, so that whoever may is heard
}

// expectations are all routes, those first that need what later ones end.
var expectations = []expected{
	{"GET /sign-in", "open", "", ""},
	{"POST /sign-in", "open", "", "email=nobody@nordlys.example&password=wrong"},
	{"GET /first/{token}", "open", "/first/none", ""},
	{"POST /first/{token}", "open", "/first/none", "company=X"},
	{"GET /link/{token}", "open", "/link/{link}", ""},
	{"POST /link/{token}", "open", "/link/none", "password=correct horse battery"},
	{"POST /theme", "open", "", "theme=dark"},
	{"GET /docs", "open", "", ""},
	{"GET /by/{token}", "open", "/by/{spot_token}", ""},
	{"POST /by/{token}", "open", "/by/{spot_token}", "answer=4"},
	{"GET /frame/sign-in", "open", "", ""},
	{"POST /frame/sign-in", "open", "", "email=nobody@nordlys.example&password=wrong"},
	{"POST /frame/session", "open", "", "code=none"},
	{"GET /demo/as/{character}", "open", "/demo/as/nobody", ""},

	{"GET /{$}", "ALMFPX", "/", ""},
	{"GET /today/live", "ALMFPX", "", ""},
	{"GET /contributors/{key}", "ALMPX", "/contributors/{home}", ""},
	{"GET /palette", "ALMFPX", "/palette?q=ada", ""},
	{"GET /customers", "ALMFPX", "/customers?q=ada", ""},
	{"GET /customers/not", "ALMFPX", "", ""},
	{"GET /customers/words", "ALMFPX", "/customers/words?q=ada", ""},
	{"GET /interactions/{id}", "ALMFPX", "/interactions/{own_interaction}", ""},
	{"GET /customers/{id}", "ALMFPX", "/customers/{ada}", ""},
	{"GET /customers/{id}/live", "ALMFPX", "/customers/{ada}/live", ""},
	{"GET /customers/{id}/timeline", "ALMFPX", "/customers/{ada}/timeline", ""},
	{"GET /episodes/{id}", "ALMFPX", "/episodes/{own_interaction_episode}", ""},
	{"GET /card", "ALMFPX", "/card?email=ada@example.com", ""},
	{"GET /frame/done", "ALMFPX", "", ""},
	{"GET /accounts", "ALMFPX", "", ""},
	{"GET /customers/{id}/openings", "AL", "/customers/{ada}/openings", ""},
	{"GET /you", "ALMFPX", "", ""},
	{"POST /you", "ALMFPX", "", "name=Somebody&zone=Europe/Oslo"},
	{"POST /you/password", "ALMFPX", "", "current=wrong&password=correct horse battery"},

	{"GET /customers/coverage", "ALMFX", "", ""},
	{"GET /customers/coverage/csv", "ALMFX", "", ""},
	{"POST /customers/coverage", "AL", "", ""},

	{"GET /log", "ALMFP", "/log?customer={ada}", ""},
	{"GET /log/customers", "ALMFP", "/log/customers?who=ada", ""},
	{"POST /log", "ALMFP", "", "customer={ada}&channel=phone&note=hello"},

	{"GET /customers/{id}/edit", "ALMF", "/customers/{ada}/edit", ""},
	{"POST /customers/{id}/edit", "ALMF", "/customers/{ada}/edit", "name=Ada King"},
	{"POST /customers/{id}/roles", "ALMF", "/customers/{ada}/roles", "add=pays"},
	{"POST /customers/{id}/class", "ALMF", "/customers/{dag}/class", "class=bot"},
	{"POST /customers/{id}/class/undo", "ALMF", "/customers/{dag}/class/undo?was={was}", ""},
	{"POST /settings/masks", "A", "", "kind=identifier:email&roles=admin&roles=manager"},
	{"POST /customers/{id}/reveal", "ALMF", "/customers/{ada}/reveal", "field=identifier:email"},
	{"POST /settings/masks/remove", "A", "", "field=identifier:email"},
	{"GET /customers/{id}/merge", "ALMF", "/customers/{ada}/merge?other={cyd}", ""},
	{"POST /customers/{id}/merge", "ALMF", "/customers/{ada}/merge", "other={cyd}"},
	{"POST /merges/{id}/undo", "ALMF", "/merges/{merge}/undo", ""},

	{"GET /interactions/{id}/correct", "ALMF", "/interactions/{own_interaction}/correct", ""},
	{"POST /interactions/{id}/correct", "ALMF", "/interactions/{own_interaction}/correct", "what=touchpoint&touchpoint=support.call&reason=it was there"},
	{"POST /interactions/{id}/void", "ALMF", "/interactions/{void}/void", ""},
	{"POST /episodes/{id}/charge", "ALMF", "/episodes/{spare_episode}/charge", "contributor=support"},
	{"POST /corrections/{id}/undo", "ALMF", "/corrections/{correction}/undo", ""},
	{"GET /interactions/{id}/contest", "ALMFP", "/interactions/{own_interaction}/contest?role=outcome", ""},
	{"POST /interactions/{id}/contest", "ALMFP", "/interactions/{cyd_own}/contest", "role=outcome&reason=not us"},
	{"GET /contests", "ALMFP", "/contests?all=1", ""},
	{"POST /contests/{id}", "AL", "/contests/{contest}", "decision=reject&why=it was"},
	{"POST /contests/{id}/reopen", "AL", "/contests/{contest}/reopen", ""},
	{"POST /contests/{id}/withdraw", "ALMFP", "/contests/{contest}/withdraw", ""},

	{"GET /suggestions", "ALMFX", "", ""},
	{"POST /suggestions", "ALMF", "", ""},
	{"GET /suggestions/{id}", "ALMFX", "/suggestions/{suggestion}", ""},
	{"POST /suggestions/{id}", "ALMF", "/suggestions/{suggestion}", "decision=different"},
	{"POST /suggestions/{id}/reopen", "ALMF", "/suggestions/{suggestion}/reopen", ""},

	{"GET /remarks", "ALM", "", ""},
	{"POST /remarks", "ALM", "", "refuse={remark}&reason-{remark}=abuse"},
	{"POST /remarks/reopen", "ALM", "/remarks/reopen?id={remark}", ""},

	{"GET /settings", "ALMFX", "", ""},
	{"POST /settings", "A", "", "company=Nordlys&zone=Europe/Oslo&currency=NOK&region=NO&addresses=nordlys.example"},
	{"GET /settings/contributors", "ALMFX", "", ""},
	{"POST /settings/contributors", "AL", "", "name=Night&key=night&kind=department"},
	{"POST /settings/contributors/{key}", "AL", "/settings/contributors/night", "name=Night desk&kind=department"},
	{"POST /settings/contributors/{key}/move", "AL", "/settings/contributors/night/move", "parent=support&from=2026-01-01"},
	{"GET /settings/employees", "ALMFX", "", ""},
	{"POST /settings/employees", "AL", "", "name=Eva&key=eva&contributor=support"},
	{"POST /settings/employees/{key}", "AL", "/settings/employees/eva", "name=Eva Moe&contributor=support"},
	{"POST /settings/figures", "A", "", "per_employee=true"},
	{"GET /settings/organisation/import", "AL", "", ""},
	{"POST /settings/organisation/import", "AL", "", ""},
	{"POST /settings/organisation/import/do", "AL", "", "packed=x"},
	{"GET /settings/touchpoints", "ALMFX", "", ""},
	{"POST /settings/touchpoints", "AL", "", "name=Shop&key=shop"},
	{"POST /settings/touchpoints/{key}", "AL", "/settings/touchpoints/shop", "name=The shop"},
	{"GET /settings/spots", "ALMFX", "", ""},
	{"POST /settings/spots", "AL", "", "name=Desk&question=How?&touchpoint=support.call"},
	{"GET /settings/spots/{id}/print", "ALMFX", "/settings/spots/{spot}/print", ""},
	{"POST /settings/spots/{id}", "AL", "/settings/spots/{spot}", "name=Van 7&question=How?&touchpoint=delivery.doorstep"},
	{"POST /settings/spots/{id}/close", "AL", "/settings/spots/{spot}/close", ""},
	{"POST /settings/spots/{id}/open", "AL", "/settings/spots/{spot}/open", ""},
	{"GET /settings/outcomes", "ALMX", "", ""},
	{"POST /settings/outcomes", "AL", "", "outcome=lost&valence=-0.9"},
	{"POST /settings/outcomes/{id}", "AL", "/settings/outcomes/1-1", "outcome=lost_again&valence=-0.9"},
	{"POST /settings/outcomes/{id}/remove", "AL", "/settings/outcomes/2-1/remove", ""},
	{"GET /settings/hearing", "ALMX", "", ""},
	{"POST /settings/hearing/try", "ALMX", "", "text=Where is my invoice?"},
	{"POST /settings/hearing", "AL", "", "version=0&name=Solar"},
	{"POST /settings/hearing/topics/{key}", "AL", "/settings/hearing/topics/billing", "version=1&language=en&words=solar"},
	{"POST /settings/hearing/topics/{key}/remove", "AL", "/settings/hearing/topics/solar/remove", "version=2&language=en"},
	{"POST /settings/hearing/languages", "AL", "", "version=3&touchpoint=&spoken=sv"},
	{"POST /settings/hearing/languages/remove", "AL", "", "version=4&touchpoint="},
	{"POST /settings/hearing/leanings/remove", "AL", "", "version=5&spoken=en"},
	{"POST /settings/hearing/undo", "AL", "", "version=6"},
	{"GET /settings/not-customers", "ALMFX", "", ""},
	{"POST /settings/not-customers", "AL", "", "pattern=@bots.example&class=bot"},
	{"POST /settings/not-customers/remove", "AL", "", "pattern=@bots.example"},
	{"GET /settings/relationship", "ALMX", "", ""},
	{"POST /settings/relationship", "AL", "", "half_life_days=x&reason=x"},
	{"GET /settings/frames", "ALMFX", "", ""},
	{"POST /settings/frames", "A", "", "origins=https://desk.example.com"},
	{"GET /settings/users", "A", "", ""},
	{"POST /settings/users", "A", "", "name=Eva&email=eva@nordlys.example&role=frontline"},
	{"POST /settings/users/{id}", "A", "/settings/users/{user}", "name=Eva&email=invited@nordlys.example&role=frontline&contributor=support"},
	{"POST /settings/users/{id}/invite", "A", "/settings/users/{user}/invite", ""},
	{"POST /settings/users/{id}/disable", "A", "/settings/users/{user}/disable", ""},
	{"POST /settings/users/{id}/enable", "A", "/settings/users/{user}/enable", ""},
	{"GET /settings/keys", "A", "", ""},
	{"POST /settings/keys", "A", "", "name=shop&scope=read"},
	{"POST /settings/keys/{id}/revoke", "A", "/settings/keys/{key}/revoke", ""},
	{"GET /settings/privacy", "AL", "", ""},
	{"POST /settings/privacy", "A", "", ""},
	{"GET /settings/audit", "AL", "", ""},
	{"GET /outgoing", "AL", "", ""},
	{"GET /outgoing/csv", "AL", "", ""},
	{"POST /outgoing", "A", "", "allowed=@nordlys.example"},
	{"POST /outgoing/go-live", "A", "", "live=true"},

	{"GET /customers/{id}/archive", "AL", "/customers/{ada}/archive", ""},
	{"GET /customers/{id}/erase", "AL", "/customers/{bob}/erase", ""},
	{"POST /customers/{id}/erase", "AL", "/customers/{bob}/erase", "typed=bob zebra"},
	{"POST /demo/reset", "ALMFPX", "", ""},
	{"POST /you/sessions/{id}/revoke", "ALMFPX", "/you/sessions/{session}/revoke", ""},
	{"POST /you/sessions/revoke", "ALMFPX", "", ""},
	{"POST /sign-out", "ALMFPX", "", ""},
}

// framable are the routes that the cookie of a frame opens, and which other
// systems may show.
var framable = map[string]bool{"GET /card": true, "GET /customers/{id}": true, "GET /customers/{id}/live": true}

// unheard are routes whose rightful request is not made in a walk: no link to
// set a password is used up, no frame's code is at hand, a file is sent by tests
// of their own.
var unheard = map[string]bool{"POST /sign-in": true, "POST /frame/sign-in": true, "GET /first/{token}": true, "POST /first/{token}": true, "POST /link/{token}": true, "POST /frame/session": true,
	"GET /demo/as/{character}": true, "POST /you/password": true, "POST /settings/organisation/import": true, "POST /settings/organisation/import/do": true, "POST /settings/relationship": true}
