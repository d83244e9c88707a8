import { aase, expect, sorine, test } from "../support/fixtures.js";

const rows = (page) => page.locator("#customers tbody tr");

for (const [what, typed, who] of [
  ["a name without its special letters", "ase aeros", aase],
  ["a name with them", "Ærøskj", aase],
  ["a name in other letters", "SORINE HAK", sorine],
  ["a phone number without its country code", "40000101", aase],
  ["a phone number with spaces", "400 00 101", aase],
  ["a phone number as the world writes it", "+47 400 00 101", aase],
  ["the beginning of an e-mail address", "ase.aeroskj", aase],
  ["a whole e-mail address in capitals", "SORINE@E2E.EXAMPLE", sorine],
]) {
  test(`${what} finds the customer while it is typed`, async ({ house, open }) => {
    const page = await open(house, "frontline");
    await page.goto("/customers");
    await page.getByLabel("Find a customer", { exact: true }).pressSequentially(typed);
    await expect(rows(page).first()).toContainText(who.name);
    await expect(page).toHaveURL(/[?&]q=/);
    await page.reload();
    await expect(rows(page).first(), "the address is the search").toContainText(who.name);
  });
}

test("slash, arrows and Enter open a found customer without a pointer", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto("/customers");
  await page.keyboard.press("/");
  await expect(page.getByLabel("Find a customer", { exact: true })).toBeFocused();
  await page.keyboard.type("sorine h");
  await expect(rows(page).first()).toContainText(sorine.name);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: sorine.name })).toBeVisible();
});

test("a search that finds nobody says what to do", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto("/customers");
  await page.getByLabel("Find a customer", { exact: true }).fill("Nobody Ofthatname");
  await expect(page.getByText("Nobody found for “Nobody Ofthatname”.")).toBeVisible();
  await page.getByRole("link", { name: "Log an interaction with someone new" }).click();
  await expect(page.getByLabel("Who")).toHaveValue("Nobody Ofthatname");
});

test("the bands divide the list", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto("/customers");
  await page.getByRole("navigation", { name: "By relationship" }).getByRole("link", { name: /strained/i }).click();
  await expect(page).toHaveURL(/band=strained/);
  expect(await rows(page).count()).toBeGreaterThan(0);
  for (const row of await rows(page).all()) await expect(row).toContainText("strained");
});

test("the list goes on to its end and comes back to its start", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto("/customers");
  const who = () => rows(page).first().locator("a.row-link").getAttribute("href");
  const first = await who();
  const seen = new Set();
  for (;;) {
    for (const name of await rows(page).locator("a.row-link").evaluateAll((l) => l.map((a) => a.getAttribute("href")))) {
      expect(seen.has(name), `${name} twice`).toBe(false);
      seen.add(name);
    }
    const next = page.getByRole("link", { name: "Next" });
    if (!(await next.count())) break;
    await next.click();
    await page.waitForLoadState();
  }
  expect(seen.size).toBeGreaterThan(300);
  await page.getByRole("link", { name: "From the start" }).click();
  await expect(page).toHaveURL(/\/customers$/);
  expect(await who()).toBe(first);
});

test("Ctrl-K finds a customer, a page and an action, and Escape leaves", async ({ house, open }) => {
  const page = await open(house, "admin");
  const palette = page.locator("#palette");
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await expect(palette).toBeVisible();
  await expect(palette.getByRole("option").first(), "what is likely, before anything is typed").toBeVisible();
  await page.keyboard.press("Escape");
  await expect(palette).toBeHidden();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("sorine");
  const chosen = palette.getByRole("option", { selected: true });
  await expect(chosen).toContainText(sorine.name);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: sorine.name })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("touchp");
  await expect(chosen).toContainText("Touchpoints");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Touchpoints" })).toBeVisible();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("log an");
  await expect(chosen).toContainText("Log an interaction");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Log an interaction" })).toBeVisible();
});

test("Enter takes what was typed, also when it was pasted", async ({ house, open }) => {
  const page = await open(house, "admin");
  await page.goto("/customers");
  await page.keyboard.press("Control+k");
  await expect(page.locator("#palette").getByRole("option").first()).toBeVisible();
  await page.keyboard.insertText("touchpoints"); // as pasted
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: "Touchpoints" })).toBeVisible();
});

test("every action that the palette offers does something", async ({ house, open }) => {
  const page = await open(house, "admin");
  await page.goto("/");
  const before = await page.evaluate(() => document.documentElement.dataset.theme ?? "");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("dark");
  await page.locator("#palette").getByRole("option", { name: "Light or dark" }).click();
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme ?? "")).not.toBe(before);
});

test("what the palette shows is drawn: every icon is there", async ({ house, open }) => {
  const page = await open(house, "admin");
  await page.goto("/");
  await page.keyboard.press("Control+k");
  await expect(page.locator("#palette [role=option]").nth(5)).toBeVisible();
  const missing = await page.evaluate(async () => {
    const missing = [];
    for (const use of document.querySelectorAll("svg.icon use")) {
      const [file, id] = use.getAttribute("href").split("#");
      const text = await (await fetch(file)).text();
      if (!text.includes(`id="${id}"`)) missing.push(id);
    }
    return missing;
  });
  expect(missing).toEqual([]);
});

test("? shows the keys, and they lead where they say", async ({ house, open }) => {
  const page = await open(house, "admin");
  await page.goto("/");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  for (const [keys, heading] of [["gc", "Customers"], ["gs", "Decide"], ["ge", "Company"], ["gt", "Today"], ["l", "Log an interaction"]]) {
    await page.keyboard.type(keys);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await page.evaluate(() => document.activeElement?.blur());
  }
});
