// What is not somebody's is neither shown to him nor reachable by its address.
import { aase, customer, expect, sorine, test } from "../support/fixtures.js";

const everywhere = ["/suggestions", "/log", "/settings", "/settings/contributors", "/settings/employees", "/settings/touchpoints", "/settings/outcomes", "/settings/hearing", "/settings/relationship", "/settings/users", "/settings/keys", "/settings/audit", "/outgoing"];
const theirs = {
  admin: everywhere,
  lead: everywhere.filter((p) => !["/settings/users", "/settings/keys"].includes(p)),
  manager: everywhere.filter((p) => !["/settings/users", "/settings/keys", "/settings/audit", "/outgoing"].includes(p)),
  frontline: ["/suggestions", "/log", "/settings", "/settings/contributors", "/settings/employees", "/settings/touchpoints"],
  partner: ["/log"],
  executive: ["/suggestions", "/settings", "/settings/contributors", "/settings/employees", "/settings/touchpoints", "/settings/outcomes", "/settings/hearing", "/settings/relationship"],
};

for (const [role, own] of Object.entries(theirs)) {
  test(`${role}: is shown the way to what is theirs, and nothing else answers`, async ({ house, open }) => {
    const page = await open(house, role);
    const links = new Set();
    const collect = async () => {
      for (const to of await page.locator(".rail a, .sections a").evaluateAll((l) => l.map((a) => a.getAttribute("href")))) links.add(to);
    };
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    await collect();
    if (own.includes("/settings")) {
      await page.goto("/settings");
      await collect();
    }
    for (const path of everywhere) {
      expect(links.has(path), `the way to ${path}`).toBe(own.includes(path));
      const answer = await page.request.get(path, { maxRedirects: 0 });
      expect(answer.status(), path).toBe(own.includes(path) ? 200 : 403);
    }
  });
}

test("whoever may not change the settings is offered no form to", async ({ house, open }) => {
  for (const role of ["frontline", "executive"]) {
    const page = await open(house, role);
    for (const path of ["/settings", "/settings/contributors", "/settings/employees", "/settings/touchpoints"]) {
      await page.goto(path);
      await expect(page.locator("main form[method=post]"), `${role}, ${path}`).toHaveCount(0);
      await expect(page.locator("main .actions a.primary, main .row-actions a"), `${role}, ${path}`).toHaveCount(0);
    }
  }
});

test("whoever may not change topics and words may try them, and is offered nothing else", async ({ house, open }) => {
  for (const role of ["manager", "executive"]) {
    const page = await open(house, role);
    await page.goto("/settings/hearing?language=en&edit=billing");
    await expect(page.locator("main form"), role).toHaveCount(1);
    await expect(page.locator("main .actions a.primary, main .row-actions a"), role).toHaveCount(0);
    await page.getByLabel("A message, as").fill("Where is my invoice?");
    await page.getByRole("button", { name: "Read it" }).click();
    await expect(page.locator(".told-by"), role).toContainText("Invoices by “invoice”");
  }
});

test("an executive sees a card, and nothing on it that would change it", async ({ house, open }) => {
  const page = await open(house, "executive");
  await page.goto(`/card?identifier=email:${aase.email}`);
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  for (const name of ["Edit", "Log an interaction"]) await expect(page.getByRole("main").getByRole("link", { name })).toHaveCount(0);
  await page.goto("/suggestions");
  await expect(page.getByRole("heading", { level: 1, name: "Decide" })).toBeVisible();
  await expect(page.locator("main form[method=post] button:visible")).toHaveCount(0);
  await expect(page.getByRole("link", { name: /Merge/ })).toHaveCount(0);
});

test("a partner finds and sees only customers he has had to do with, also by address, by number and live", async ({ own, open }) => {
  const inside = await open(own, "admin");
  const hers = await customer(inside, sorine);
  const his = await customer(inside, aase);
  const page = await open(own, "partner");
  expect((await page.goto(`/customers/${his}`)).status(), "the carrier delivered to her").toBe(200);
  for (const path of [`/customers/${hers}`, `/customers/${hers}/timeline`, `/customers/${hers}/live`, `/log?customer=${hers}`]) expect((await page.request.get(path)).status(), path).toBe(404);

  await page.goto("/customers?q=sorine");
  await expect(page.getByText(/Nobody found/)).toBeVisible();
  await page.goto("/customers?q=ase aeros");
  await expect(page.locator("#customers tbody tr")).toHaveCount(1);
  await page.goto(`/card?identifier=email:${sorine.email}`);
  await expect(page.getByRole("main")).not.toContainText(sorine.name);
});

test("a partner's Today shows what his customers met with him, live, and nothing of others", async ({ own, open }) => {
  const page = await open(own, "partner");
  await page.goto("/");
  await expect(page.locator(".stream"), "two years of deliveries").toContainText(/deliver/i);
  await expect(page.locator(".today")).toHaveAttribute("data-state", "on");
  const key = await own.key();
  const call = (who, contributor, subject) => ({ source: "e2e-partner", source_ref: subject, occurred_at: new Date().toISOString(), channel: "phone", contributor, subject, identifiers: [{ kind: "email", value: who.email }] });
  await own.api(key, "POST", "/api/v1/interactions", call(sorine, "support", "Not the carrier's"));
  await own.api(key, "POST", "/api/v1/interactions", call(aase, "fjordfrakt", "The carrier's own"));
  await expect(page.locator(".stream")).toContainText("The carrier's own");
  await expect(page.locator(".stream")).not.toContainText("Not the carrier's");
});
