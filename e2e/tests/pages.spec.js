// Every page there is (internal/edge/web/serve.go), in both themes, at the widths
// of a telephone, a laptop and a big screen.
import { aase, customer, expect, maja, newcomer, password, test, users } from "../support/fixtures.js";
import { fits, sound } from "../support/axe.js";

const card = (who, more = "") => `/card?identifier=${encodeURIComponent("email:" + who.email)}${more}`;
const first = (path, link) => async (page) => {
  await page.goto(path);
  return page.locator(link).first().getAttribute("href");
};

// path is where the page is, or finds it; then opens what has to be opened.
const pages = [
  { name: "today", path: "/" },
  { name: "customers", path: "/customers" },
  { name: "customers of one band", path: "/customers?band=unknown" },
  { name: "customers found", path: "/customers?q=an" },
  { name: "customers not found", path: "/customers?q=nobodyofthatname" },
  { name: "card", path: card(aase) },
  { name: "card filtered", path: card(aase), then: (page) => page.goto(page.url() + "&impression=negative") },
  { name: "card with everything unfolded", path: card(aase), then: (page) => page.evaluate(() => document.querySelectorAll("details:not([data-menu])").forEach((d) => (d.open = true))) },
  { name: "card of somebody new", path: card(newcomer) },
  { name: "card of an account", path: first("/customers?q=AS", "td, th a.row-link:has(.avatar)"), skipWhenMissing: false },
  { name: "card with a suggestion", path: card(maja) },
  { name: "compact card", path: card(aase, "&compact") },
  { name: "edit", path: async (page) => `/customers/${await customer(page, aase)}/edit` },
  { name: "merge", path: first("/suggestions", "a:has-text('Merge')") },
  { name: "log", path: "/log" },
  { name: "log, found while typing", path: "/log", then: async (page) => (await page.getByLabel("Who").pressSequentially("an"), await expect(page.locator("#log-found [role=option]").first()).toBeVisible()) },
  { name: "log with a customer", path: async (page) => `/log?customer=${await customer(page, aase)}` },
  { name: "log refused", path: "/log", then: (page) => page.getByRole("button", { name: /Log it/ }).click() },
  { name: "suggestions", path: "/suggestions" },
  { name: "you", path: "/you" },
  { name: "docs", path: "/docs" },
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
  { name: "settings: touchpoints", path: "/settings/touchpoints" },
  { name: "settings: add a touchpoint", path: "/settings/touchpoints?add" },
  { name: "settings: edit a touchpoint", path: "/settings/touchpoints?edit=help.phone" },
  { name: "settings: outcomes", path: "/settings/outcomes" },
  { name: "settings: add an outcome", path: "/settings/outcomes?add" },
  { name: "settings: edit an outcome", path: first("/settings/outcomes", "a:has-text('Edit')") },
  { name: "settings: relationship", path: "/settings/relationship" },
  { name: "settings: change the relationship", path: "/settings/relationship?edit" },
  { name: "settings: users", path: "/settings/users" },
  { name: "settings: invite a user", path: "/settings/users?add" },
  { name: "settings: edit a user", path: first("/settings/users", "a:has-text('Edit')") },
  { name: "settings: keys", path: "/settings/keys" },
  { name: "settings: make a key", path: "/settings/keys?add" },
  { name: "settings: audit log", path: "/settings/audit" },
  { name: "404", path: "/nothing/here", status: 404 },
  { name: "404 of a customer", path: "/customers/cus_0000000000001", status: 404 },
  { name: "422", path: "/customers?cursor=broken", status: 422 },
  { name: "403", path: "/settings/users", role: "frontline", status: 403 },
  { name: "sign in", path: "/sign-in", role: null },
  { name: "sign in refused", path: "/sign-in", role: null, then: async (page) => (await page.getByLabel("E-mail").fill("nobody@nowhere.example"), await page.getByLabel("Password").fill("wrong"), await page.getByRole("button", { name: "Sign in" }).click(), await expect(page.getByRole("alert")).toBeVisible()) },
  { name: "a spent link", path: "/link/spent", role: null, status: 401 },
];
