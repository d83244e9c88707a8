// Every page there is (internal/edge/web/serve.go), in both themes, at the widths
// of a telephone, a laptop and a big screen.
import { aase, customer, expect, maja, newcomer, stillNothing, test, users, worker } from "../support/fixtures.js";
import { look } from "../support/axe.js";

const card = (who, more = "") => `/card?identifier=${encodeURIComponent("email:" + who.email)}${more}`;
const first = (path, link) => async (page) => {
  await page.goto(path);
  return page.locator(link).first().getAttribute("href");
};

// said finds where something is said of an interaction that a card shows.
const said = (who, text, what) => async (page) => {
  await page.goto(card(who));
  return page.locator("li.say", { hasText: text }).locator(`a[href$="/${what}"]`).first().getAttribute("href");
};
const refused = async (form, field, button) => {
  await form.getByLabel(field).fill("  ");
  await form.getByRole("button", { name: button }).click();
  await expect(form.getByLabel(field)).toHaveAttribute("aria-invalid", "true");
};

// path is where the page is, or finds it; then opens what has to be opened.
const pages = [
  { name: "today", path: "/" },
  { name: "customers", path: "/customers" },
  { name: "customers of one band", path: "/customers?band=unknown" },
  { name: "customers found", path: "/customers?q=an" },
  { name: "what was said", path: "/customers/words" },
  { name: "what was said, found", path: "/customers/words?q=router" },
  { name: "what was said, not found", path: "/customers/words?q=nobodysaidthat&channel=sms", then: (page) => expect(page.getByText("Nobody said")).toBeVisible() },
  { name: "customers not found", path: "/customers?q=nobodyofthatname" },
  { name: "not customers", path: "/customers/not" },
  { name: "card, not a customer", path: card(aase), then: (page) => page.locator("summary", { hasText: "Not a customer" }).click() },
  { name: "coverage", path: "/customers/coverage" },
  { name: "card", path: card(aase) },
  { name: "card filtered", path: card(aase), then: (page) => page.goto(page.url() + "?impression=negative") },
  { name: "card with everything unfolded", path: card(aase), then: (page) => page.evaluate(() => document.querySelectorAll("details:not([data-menu])").forEach((d) => (d.open = true))) },
  { name: "card of somebody new", path: card(newcomer) },
  { name: "card of an account", path: first(card(worker), `a:has-text("${worker.account}")`) },
  { name: "card with a suggestion", path: card(maja) },
  { name: "compact card", path: card(aase, "&compact") },
  { name: "edit", path: async (page) => `/customers/${await customer(page, aase)}/edit` },
  { name: "merge", path: first("/suggestions", "a:has-text('Merge')") },
  { name: "correct", path: said(aase, "Where is my router", "correct") },
  { name: "correct refused", path: said(aase, "Where is my router", "correct"), then: async (page) => (await page.getByLabel("Touchpoint").selectOption("delivery.doorstep"), await refused(page.getByRole("region", { name: "Where it was" }), "Because", "Move it there")) },
  { name: "correct topics refused", path: said(aase, "Where is my router", "correct"), then: async (page) => (await page.getByLabel("Invoices").check(), await refused(page.getByRole("region", { name: "What it is about" }), "Because", "Say so")) },
  { name: "contest", path: said(aase, "Fjordfrakt", "contest"), role: "partner" },
  { name: "contests", path: "/contests" },
  { name: "contests, all", path: "/contests?all=1" },
  { name: "accounts", path: "/accounts" },
  { name: "accounts, the coldest first", path: "/accounts?sort=coldest" },
  { name: "accounts not found", path: "/accounts?q=nobodyofthatname" },
  { name: "contributor", path: "/contributors/support" },
  { name: "contributor of a partner", path: "/contributors/fjordfrakt", role: "partner" },
  { name: "erase", path: async (page) => `/customers/${await customer(page, aase)}/erase` },
  { name: "remarks", path: "/remarks" },
  { name: "pane", path: card(maja, "&compact") },
  { name: "pane, several", path: "/card?compact&email=tvilling@e2e.example" },
  { name: "pane, nobody", path: "/card?compact&email=nobody@nowhere.example", status: 404 },
  { name: "log", path: "/log" },
  { name: "log, found while typing", path: "/log", then: async (page) => (await page.getByLabel("Who").pressSequentially("an"), await expect(page.locator("#log-found [role=option]").first()).toBeVisible()) },
  { name: "log with a customer", path: async (page) => `/log?customer=${await customer(page, aase)}` },
  { name: "log refused", path: "/log", then: (page) => page.getByRole("button", { name: /Log it/ }).click() },
  { name: "suggestions", path: "/suggestions" },
  { name: "you", path: "/you" },
  { name: "docs", path: "/docs", repeated: "article.operation" },
  { name: "palette", path: "/customers", then: async (page) => (await page.keyboard.press("Control+k"), await page.keyboard.type("an"), await expect(page.locator("#palette-found [role=option]").first()).toBeVisible()) },
  { name: "palette with nothing found", path: "/", then: async (page) => (await page.keyboard.press("Control+k"), await page.keyboard.type("nothingofthatname"), await expect(page.getByText("Nothing found")).toBeVisible()) },
  { name: "keys", path: "/customers", then: (page) => page.keyboard.press("?") },
  { name: "menu", path: "/customers", then: (page) => page.locator("details.menu summary").click() },
  { name: "settings: company", path: "/settings" },
  { name: "settings: contributors", path: "/settings/contributors" },
  { name: "settings: add a contributor", path: "/settings/contributors?add" },
  { name: "settings: edit a contributor", path: "/settings/contributors?edit=support" },
  { name: "settings: move a contributor", path: "/settings/contributors?move=field-north" },
  { name: "settings: employees", path: "/settings/employees" },
  { name: "settings: add an employee", path: "/settings/employees?add" },
  { name: "settings: edit an employee", path: first("/settings/employees", "a:has-text('Edit')") },
  { name: "settings: import the organisation", path: "/settings/organisation/import" },
  { name: "settings: spots", path: "/settings/spots" },
  { name: "settings: add a spot", path: "/settings/spots?add" },
  { name: "settings: card elsewhere", path: "/settings/frames" },
  { name: "settings: privacy", path: "/settings/privacy" },
  { name: "settings: change what is kept", path: "/settings/privacy?edit" },
  { name: "settings: touchpoints", path: "/settings/touchpoints" },
  { name: "settings: add a touchpoint", path: "/settings/touchpoints?add" },
  { name: "settings: edit a touchpoint", path: "/settings/touchpoints?edit=help.phone" },
  { name: "settings: outcomes", path: "/settings/outcomes" },
  { name: "settings: add an outcome", path: "/settings/outcomes?add" },
  { name: "settings: edit an outcome", path: first("/settings/outcomes", "a:has-text('Edit')") },
  { name: "settings: topics and words", path: "/settings/hearing" },
  { name: "settings: add a topic", path: "/settings/hearing?language=en&add" },
  { name: "settings: add a topic refused", path: "/settings/hearing?language=en&add", then: async (page) => (await page.getByLabel("Called").fill("  "), await page.getByRole("button", { name: "Add", exact: true }).click(), await expect(page.getByLabel("Called")).toHaveAttribute("aria-invalid", "true")) },
  { name: "settings: edit a topic", path: "/settings/hearing?language=en&edit=billing" },
  { name: "settings: edit a topic refused", path: "/settings/hearing?language=en&edit=billing", then: async (page) => (await page.getByLabel("Your words").fill("(solar"), await page.getByRole("button", { name: "Save" }).click(), await expect(page.getByLabel("Your words")).toHaveAttribute("aria-invalid", "true")) },
  { name: "settings: a message tried", path: "/settings/hearing?language=en", then: async (page) => (await page.getByLabel("A message, as").fill(`${stillNothing} Where is my invoice?`), await page.getByRole("button", { name: "Read it" }).click(), await expect(page.locator(".told-by")).toBeVisible()) },
  { name: "settings: not customers", path: "/settings/not-customers" },
  { name: "settings: add a class rule", path: "/settings/not-customers?add&pattern=noreply%40&class=bot" },
  { name: "settings: relationship", path: "/settings/relationship" },
  { name: "settings: change the relationship", path: "/settings/relationship?edit" },
  { name: "settings: users", path: "/settings/users" },
  { name: "settings: invite a user", path: "/settings/users?add" },
  { name: "settings: edit a user", path: first("/settings/users", "a:has-text('Edit')") },
  { name: "settings: keys", path: "/settings/keys" },
  { name: "settings: make a key", path: "/settings/keys?add" },
  { name: "settings: audit log", path: "/settings/audit" },
  { name: "settings: going live", path: "/outgoing?by=email&to=kari@nordlys.example" },
  { name: "404", path: "/nothing/here", status: 404 },
  { name: "404 of a customer", path: "/customers/cus_0000000000001", status: 404 },
  { name: "422", path: "/customers?cursor=broken", status: 422 },
  { name: "403", path: "/settings/users", role: "frontline", status: 403 },
  { name: "sign in", path: "/sign-in", role: null },
  { name: "sign in refused", path: "/sign-in", role: null, then: async (page) => (await page.getByLabel("E-mail").fill("nobody@nowhere.example"), await page.getByLabel("Password").fill("wrong"), await page.getByRole("button", { name: "Sign in" }).click(), await expect(page.getByRole("alert")).toBeVisible()) },
  { name: "a spent link", path: "/link/spent", role: null, status: 401 },
];

// What fails here names the element; a trace would only cost time.
test.use({ trace: "off" });

for (const { name, path, then, repeated, role = "admin", status = 200 } of pages) {
  test(`${name}: accessible in both themes, fits every width`, async ({ house, open }) => {
    const page = await open(house, role, { reducedMotion: "reduce" });
    const where = typeof path === "string" ? path : await path(page);
    expect((await page.goto(where)).status()).toBe(status);
    await then?.(page);
    await look(page, name, repeated);
  });
}

test("first run: accessible in both themes, fits every width", async ({ empty, open }) => {
  const page = await open(empty, null, { reducedMotion: "reduce" });
  await page.goto(await empty.firstLink());
  await look(page, "set-up");
  await page.getByLabel("Company name").fill("Tom");
  await page.getByLabel("Phone numbers are from").selectOption("NO");
  await page.getByLabel("Your name").fill("Berit");
  await page.getByLabel("E-mail", { exact: true }).fill("berit@prove.example");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.locator(".field.wrong")).toBeVisible();
  await look(page, "set-up refused");
  await page.getByLabel("Password").fill("five green apples fall");
  await page.getByRole("button", { name: "Begin" }).click();
  await expect(page.getByText("Nothing has come in yet.")).toBeVisible();
  await look(page, "today, empty");
  for (const path of ["/customers", "/suggestions", "/settings/contributors", "/settings/employees", "/settings/touchpoints", "/settings/users", "/settings/keys"]) {
    await page.goto(path);
    await look(page, `${path}, empty`);
  }
});

test("what is shown once: accessible in both themes, fits every width", async ({ own, open }) => {
  const page = await open(own, "admin", { reducedMotion: "reduce" });
  await page.goto("/settings/users?add");
  await page.getByLabel("Name", { exact: true }).fill("Ny Bruker");
  await page.getByLabel("E-mail").fill("ny@nordlys.example");
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByRole("heading", { name: "A link for Ny Bruker" })).toBeVisible();
  await look(page, "an invitation");
  const link = await page.locator(".copyable code").innerText();
  await page.goto("/settings/keys?add");
  await page.getByLabel("Which system").fill("helpdesk");
  await page.getByRole("checkbox", { name: /^read/ }).check();
  await page.getByRole("button", { name: "Make it" }).click();
  await expect(page.getByRole("heading", { name: "The key for helpdesk" })).toBeVisible();
  await look(page, "a key");
  await page.goto(`/log?customer=${await customer(page, aase)}`);
  await page.getByRole("button", { name: /Log it/ }).click();
  await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
  await look(page, "a toast");
  const guest = await open(own, null, { reducedMotion: "reduce" });
  await guest.goto(link);
  await look(guest, "a new password");
});

for (const role of Object.keys(users)) {
  test(`today and a card as ${role}: accessible in both themes, fits every width`, async ({ house, open }) => {
    const page = await open(house, role, { reducedMotion: "reduce" });
    await page.goto("/");
    await look(page, "today");
    await page.goto(card(aase));
    await look(page, "card");
  });
}
