import { customer, expect, maja, majaToo, score, test, toast, twins } from "../support/fixtures.js";

const pair = (page, name) => page.locator("li.pair-card", { hasText: name });

test("what is decided to be different goes, is counted no more, and comes back when undone", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/suggestions");
  const waiting = Number(await page.locator(".badge").innerText());
  await expect(pair(page, twins[0].name)).toContainText("differ");
  await pair(page, twins[0].name).getByRole("button", { name: "Not the same" }).click();
  await expect(pair(page, twins[0].name)).toHaveCount(0);
  const said = await toast(page, "Kept apart");
  await expect(page.locator(".badge")).toHaveText(String(waiting - 1));
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(pair(page, twins[0].name)).toHaveCount(1);
  await expect(page.locator(".badge")).toHaveText(String(waiting));
});

test("what is left for later stays", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/suggestions");
  await pair(page, twins[0].name).getByRole("button", { name: "Later" }).click();
  await expect(page.getByRole("status")).toContainText("Left for later");
  await page.goto("/suggestions");
  await expect(pair(page, twins[0].name)).toHaveCount(1);
});

// history is what a card tells: its score, its identifiers, and what happened.
async function history(page, id) {
  await page.goto(`/customers/${id}`);
  return {
    score: await score(page),
    between: await page.locator("#standing .between").innerText(),
    identifiers: await page.locator(".card-side .ids .value").allInnerTexts(),
    episodes: await page.locator("#timeline li.episode").evaluateAll((l) => l.map((e) => e.id)),
    interactions: await page.locator("#timeline li.say").evaluateAll((l) => l.map((e) => e.id)),
    points: await page.locator(".parts .points").allInnerTexts(),
  };
}

test("a merge shows both first, joins their histories, and undone leaves each as it was", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const a = await customer(page, { crm: maja.crm });
  const b = await customer(page, { crm: majaToo.crm });
  expect(a).not.toBe(b);
  const before = [await history(page, a), await history(page, b)];

  await page.goto("/suggestions");
  await pair(page, maja.name).getByRole("link", { name: /Merge/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Are these one customer?" })).toBeVisible();
  await expect(page.locator(".record")).toHaveCount(2);
  const expected = await page.locator(".after .relationship b").innerText();
  await page.getByLabel("Why").fill("Spoke to her myself");
  await page.getByRole("button", { name: "Merge", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("Merged into one customer.");
  expect(String(await score(page)), "as the merge page foretold").toBe(expected);
  await expect(page.getByText("Joined to this card").locator("..")).toContainText("Spoke to her myself");
  const joined = page.url();
  for (const id of [...before[0].interactions, ...before[1].interactions]) await expect(page.locator(`#${id}`)).toHaveCount(1);
  for (const id of [a, b]) {
    await page.goto(`/customers/${id}`);
    await expect(page.locator(".card-side .ids .value").filter({ hasText: majaToo.crm }), "both addresses show the one card").toHaveCount(1);
  }

  await page.goto(joined);
  await page.getByRole("button", { name: "Part them again" }).click();
  await expect(page.getByRole("status")).toContainText("two customers again");
  expect([await history(page, a), await history(page, b)]).toEqual(before);
  await page.goto("/suggestions");
  await expect(pair(page, maja.name), "and it is a suggestion again").toHaveCount(1);
});

test("the merge page can keep the other one instead, and leave both apart", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await page.goto("/suggestions");
  await pair(page, maja.name).getByRole("link", { name: /Merge/ }).click();
  const stays = page.locator(".record").first();
  const first = await stays.innerText();
  await page.getByRole("button", { name: "Keep the other instead" }).click();
  await expect(stays).not.toHaveText(first);
  await page.getByRole("button", { name: "Not the same" }).click();
  await expect(page.getByRole("status")).toContainText("Kept apart");
  await expect(pair(page, maja.name)).toHaveCount(0);
});
