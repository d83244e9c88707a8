import { expect, test, toast } from "../support/fixtures.js";
import { look } from "../support/axe.js";

const now = Date.now();
const day = 86_400_000;
const iso = (days) => new Date(now + days * day).toISOString();
const firm = "Storvik Verft AS";
const ida = { name: "Ida Storvik", email: "ida@storvik.example" };
const ole = { name: "Ole Bruker", email: "ole@storvik.example" };
const pia = { name: "Pia Regnskap", email: "pia@storvik.example" };

// planted makes an account with one who decides and is angry, one who uses and
// is content, and one who pays and never spoke; it renews in forty days.
async function planted(server) {
  const key = await server.key("read,write,admin");
  const put = async (body) => {
    const got = await server.api(key, "POST", "/api/v1/customers", body);
    if (got.status !== 200) throw new Error(JSON.stringify(got.body));
    return got.body;
  };
  const account = await put({ kind: "account", name: firm, identifiers: [], value_minor: 41_200_000, renews_at: iso(40) });
  for (const [who, roles] of [[ida, ["decides"]], [ole, ["uses"]], [pia, ["pays"]]]) {
    await put({ name: who.name, identifiers: [{ kind: "email", value: who.email }], account: firm, account_roles: roles });
  }
  let n = 0;
  const said = (who, days, asked, text) => ({
    source: "e2e-account", source_ref: `a-${++n}`, occurred_at: iso(-days), channel: "phone", touchpoint: "help.phone", contributor: "support",
    identifiers: [{ kind: "email", value: who.email }], subject: text, asked,
  });
  const got = await server.api(key, "POST", "/api/v1/interactions/batch", [
    said(ida, 40, -0.9, "The crane stood still"), said(ida, 20, -1, "The crane stood still again"), said(ida, 3, -0.8, "Nobody called back"),
    said(ole, 30, 0.6, "A password"), said(ole, 10, 0.7, "Another password"),
  ]);
  if (got.status !== 200 || got.body.refused) throw new Error(JSON.stringify(got.body));
  return { key, account };
}

test("an account's card names the coldest who decides, warns of the renewal, and says whose history it is", async ({ own, open }) => {
  const { account } = await planted(own);
  const page = await open(own, "frontline");
  await page.goto(`/customers/${account.id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(firm);
  await expect(page.locator(".card-head .facts")).toContainText("Account, 3 people");
  await expect(page.locator(".card-head .facts")).toContainText("in 40 days");
  await expect(page.locator(".sentence")).toContainText(`${ida.name}, who decides, is strained`);
  await expect(page.locator(".renewal-worry")).toContainText(ida.name);
  const rows = page.locator(".people-table tbody tr");
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText(ida.name);
  await expect(rows.first()).toContainText("coldest who decides");
  await expect(page.locator("#timeline .episode-who")).toHaveText([ida.name, ole.name, ida.name, ole.name, ida.name]);
  await expect(page.locator(".parts li", { hasText: ida.name })).toHaveCount(3);
  const parts = (await page.locator(".parts .points").allInnerTexts()).map((s) => Number(s.replace("−", "-").replace("+", "")));
  const sum = parts.pop();
  expect(Math.abs(parts.reduce((a, b) => a + b, 0) - sum), "parts sum to the score, but for rounding").toBeLessThan(0.5);

  await page.getByLabel("Words in the history").fill("password");
  await expect(page.locator("#timeline .episode-who")).toHaveText([ole.name, ole.name]);
});

for (const script of [true, false]) {
  test(`a role is changed in one click and taken back, ${script ? "with" : "without"} scripts`, async ({ own, open }) => {
    const { account } = await planted(own);
    const page = await open(own, "frontline", { javaScriptEnabled: script });
    await page.goto(`/customers/${account.id}`);
    await expect(page.getByRole("button", { name: `${ole.name} decides` })).toHaveAttribute("aria-pressed", "false");
    await page.getByRole("button", { name: `${ole.name} decides` }).click();
    await expect(page.getByRole("button", { name: `${ole.name} decides` })).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator(".sentence")).toContainText("coldest of the 2 who decide");
    await (await toast(page, `${ole.name} decides now.`)).getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("button", { name: `${ole.name} decides` })).toHaveAttribute("aria-pressed", "false");
  });
}

test("accounts are found by name, and ordered by worth, renewal and coldness", async ({ own, open }) => {
  await planted(own);
  const page = await open(own, "manager");
  await page.goto("/customers");
  await page.getByRole("navigation", { name: "About customers" }).getByRole("link", { name: "Accounts" }).click();
  await expect(page).toHaveURL(/\/accounts$/);
  await expect(page.locator(".accounts tbody tr").first()).toContainText(firm);
  await page.getByRole("link", { name: "Renewed soonest" }).click();
  await expect(page.locator(".accounts tbody tr").filter({ hasText: firm })).toContainText("in 40 days");
  await page.getByRole("link", { name: "Coldest decider" }).click();
  await expect(page.locator(".accounts tbody tr").filter({ hasText: firm })).toContainText(ida.name);
  await page.getByLabel("Find an account").fill("storv");
  await expect(page.locator(".accounts tbody tr")).toHaveCount(1);
  await page.getByLabel("Find an account").fill("nobody like that");
  await expect(page.locator("#accounts .empty")).toContainText("No account found");
});

test("a person's card says what he is to his account, and leads there", async ({ own, open }) => {
  await planted(own);
  const page = await open(own, "frontline");
  await page.goto(`/card?identifier=email:${ida.email}`);
  await expect(page.locator(".card-head .facts")).toContainText(`${firm}, decides`);
  await page.locator(".card-head .facts").getByRole("link", { name: firm }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(firm);
});

test("who only reads sees roles, and may not change them", async ({ own, open }) => {
  const { account } = await planted(own);
  const page = await open(own, "executive");
  await page.goto(`/customers/${account.id}`);
  await expect(page.locator(".people-table")).toContainText("decides");
  await expect(page.locator(".people-table button")).toHaveCount(0);
});

test("a partner sees no account of people whom he had nothing to do with", async ({ own, open }) => {
  const { account } = await planted(own);
  const page = await open(own, "partner");
  expect((await page.goto(`/customers/${account.id}`)).status()).toBe(404);
  await page.goto("/accounts");
  await expect(page.getByText(firm)).toHaveCount(0);
});

test("the card of an account with all that there can be, and with nothing, is accessible and fits", async ({ own, open }) => {
  const { key, account } = await planted(own);
  const lone = await own.api(key, "POST", "/api/v1/customers", { kind: "account", name: "Tomt Selskap AS", identifiers: [] });
  const page = await open(own, "frontline", { reducedMotion: "reduce" });
  for (const [name, id] of [["full", account.id], ["empty", lone.body.id]]) {
    await page.goto(`/customers/${id}`);
    await look(page, `an account's card, ${name}`);
  }
});
