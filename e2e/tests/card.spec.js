import { aase, expect, newcomer, quote, score, stillNothing, test } from "../support/fixtures.js";

const at = (who, more = "") => `/card?identifier=${encodeURIComponent("email:" + who.email)}${more}`;

test("the relationship is a score, its band in words, and how sure it is", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const shown = await score(page);
  expect(shown).toBeGreaterThan(0);
  const standing = page.locator("#standing");
  const band = shown < 45 ? "strained" : shown > 65 ? "warm" : "even";
  await expect(standing.locator(".band")).toHaveText(new RegExp(band, "i"));
  const [low, high] = (await standing.locator(".between .num").innerText()).split("–").map(Number);
  expect(low).toBeLessThanOrEqual(shown);
  expect(high).toBeGreaterThanOrEqual(shown);
  await expect(standing.locator("figure.line svg[role=group]")).toBeVisible();
});

test("what everyone starts with and the parts in points add up to the score", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const points = await page.locator(".parts .points").allInnerTexts();
  const numbers = points.map((s) => Number(s.replace("−", "-").replace("+", "")));
  for (const [i, n] of numbers.entries()) expect(n, points[i]).not.toBeNaN();
  const sum = numbers.pop();
  expect(numbers.length).toBeGreaterThan(3);
  expect(numbers.reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 0); // each is rounded to a tenth
  expect(Math.abs(numbers.reduce((a, b) => a + b, 0) - sum)).toBeLessThan(0.05 * (numbers.length + 1));
  expect(Math.round(sum)).toBe(await score(page));
});

test("every part in points leads to its episode and opens it", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const links = page.locator(".parts li:not(.prior):not(.sum) a");
  expect(await links.count()).toBeGreaterThan(3);
  for (const link of await links.all()) {
    const to = await link.getAttribute("href");
    if (!to.startsWith("#")) continue; // "smaller ones" leads to a list
    await link.click();
    await expect(page.locator(to), await link.innerText()).toBeInViewport();
    await expect(page.locator(`${to} details`).first()).toHaveAttribute("open", "");
  }
});

test("a mark on the line leads to its episode too, and says what it is", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const mark = page.locator("figure.line a").first();
  await expect(mark).toHaveAccessibleName(/\w{4,}/);
  await mark.focus();
  await expect(page.locator(".tip")).toHaveText(await mark.getAttribute("data-tip"));
  const to = (await mark.getAttribute("href")).replace(/^[^#]*/, "");
  await page.keyboard.press("Enter");
  await expect(page.locator(to)).toBeInViewport();
});

test("the first sentence says the last contact, and what the customer tried himself stands apart", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  await expect(page.locator(".sentence")).toContainText(/yesterday|day/);
  await expect(page.getByRole("heading", { name: "Already tried" }).locator("..")).toContainText("Restart your router");
});

test("an episode says what it left, how that is known, who caused it, and what it cost", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const late = page.locator("li.episode", { hasText: "Order E2E-7" }).first();
  if (!(await late.locator("details").first().evaluate((d) => d.open))) await late.locator("summary").first().click();
  await expect(late.locator(".episode-why")).toContainText("Fjordfrakt");
  await expect(late.locator(".chip").first()).toContainText("negative");
  const call = page.locator("li.episode", { hasText: "A call about the bill" }).first();
  if (!(await call.locator("details").first().evaluate((d) => d.open))) await call.locator("summary").first().click();
  await expect(call.locator(".episode-why")).toContainText(/waited|wait/);
  await expect(call.locator(".episode-why")).toContainText(/asked|said/);
});

test("quoted text stays folded until somebody wants it", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const mail = page.locator("li.episode", { hasText: "Where is my router" });
  if (!(await mail.locator("> details").evaluate((d) => d.open))) await mail.locator("> details > summary").click();
  await expect(mail.getByText(stillNothing)).toBeVisible();
  await expect(mail.getByText(quote)).toBeHidden();
  await mail.getByText("Quoted and signature").click();
  await expect(mail.getByText(quote)).toBeVisible();
});

test("the history can be filtered by channel, impression, who caused it, and words", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  const episodes = page.locator("#timeline li.episode");
  const filter = page.locator("#timeline form.filters");
  const all = await episodes.count();
  expect(all).toBeGreaterThan(20);

  await filter.getByLabel("Channel").selectOption("email");
  await expect(episodes).toHaveCount(1);
  await expect(episodes).toContainText("Where is my router");
  await filter.getByLabel("Channel").selectOption("");
  await expect(episodes).toHaveCount(all);

  await filter.getByLabel("Impression").selectOption("positive");
  await expect(episodes.first()).toContainText("A word at the desk");
  for (const e of await episodes.all()) await expect(e).toHaveClass(/is-positive/);
  await filter.getByLabel("Impression").selectOption("");
  await expect(episodes).toHaveCount(all);

  await filter.getByLabel("Caused by").selectOption("fjordfrakt");
  await expect(episodes).toHaveCount(1);
  await expect(episodes).toContainText("Order E2E-7");
  await filter.getByLabel("Caused by").selectOption("");
  await expect(episodes).toHaveCount(all);

  await filter.getByLabel("Words").pressSequentially("third time");
  await expect(episodes).toHaveCount(1);
  await expect(episodes).toContainText(stillNothing);
  await expect(filter.getByLabel("Words"), "typing goes on where it was").toBeFocused();
  await filter.getByLabel("Words").fill("nothingofthekind");
  await expect(page.getByText("Nothing in the history fits.")).toBeVisible();
  await page.getByRole("link", { name: "Show everything" }).click();
  await expect(episodes).toHaveCount(all);
});

test("older history is added below until the first", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(aase));
  await expect(page.getByText("Chat number 1", { exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.locator("li.episode", { hasText: /Chat number 1$/m }).first()).toBeAttached();
  await expect(page.getByRole("link", { name: "Older" })).toHaveCount(0);
  const ids = await page.locator("#timeline li.episode").evaluateAll((list) => list.map((e) => e.id));
  expect(new Set(ids).size, "each episode once").toBe(ids.length);
});

test("a telephone system's link opens the card, and an unknown number the form to log it", async ({ house, open }) => {
  const page = await open(house, "frontline");
  for (const link of ["/card?phone=%2B4740000101", "/card?phone=+4740000101", "/card?phone=40000101", "/card?phone=0047%20400%2000%20101", "/card?identifier=phone:40000101", at(aase)]) {
    await page.goto(link);
    await expect(page.getByRole("heading", { level: 1, name: aase.name }), link).toBeVisible();
    await expect(page, "no address keeps her number").toHaveURL(/\/customers\/cus_\w+$/);
  }
  await page.goto("/card?phone=40000988");
  await expect(page).toHaveURL(/\/log$/);
  await expect(page.getByLabel("Who")).toHaveValue(/40000988/);
  await expect(page.getByRole("status")).toContainText("Nobody is known by this yet");
  await page.goto("/card?identifier=email:nobody@nowhere.example");
  await expect(page.getByLabel("Who")).toHaveValue("nobody@nowhere.example");
});

test("a customer of whom nothing happened is unknown, and the card says why", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(at(newcomer));
  await expect(page.locator("#standing")).toContainText("unknown");
  await expect(page.getByText("Nothing has happened yet.")).toBeVisible();
  await expect(page.getByText("everyone starts at 60")).toBeVisible();
});

test("the compact card fits a help desk's column of 360 px and opens the whole one apart", async ({ house, open }) => {
  const page = await open(house, "frontline", { viewport: { width: 360, height: 700 } });
  await page.goto(at(aase, "&compact"));
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await expect(page.locator("header.rail")).toHaveCount(0);
  await expect(page.locator("#standing .big")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  const opened = page.context().waitForEvent("page");
  await page.getByRole("link", { name: "Open in Regard" }).click();
  await expect((await opened).getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
});
