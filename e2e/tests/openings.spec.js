import { createServer } from "node:http";
import { aase, customer, expect, newcomer, test, toast, users } from "../support/fixtures.js";
import { fits, sound } from "../support/axe.js";

const rows = (page) => page.getByRole("table").locator("tbody tr");

// listed opens the list again until it has so many rows.
async function listed(page, id, n) {
  await expect(async () => {
    await page.goto(`/customers/${id}/openings`);
    await expect(rows(page)).toHaveCount(n, { timeout: 500 });
  }).toPass({ timeout: 10_000 });
}

test("who opened a card, in Regard and in a frame, is listed by name, and a reload is no second one", async ({ own, open, browser, contextOptions }) => {
  const admin = await open(own, "admin");
  const agent = await open(own, "frontline");
  const id = await customer(agent, aase);
  await listed(admin, id, 1);
  await agent.reload();

  const desk = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html" }).end(`<!doctype html><title>Desk</title><iframe id="it" src="${own.url}/card?compact&email=${aase.email}" width="360" height="700"></iframe>`));
  await new Promise((listening) => desk.listen(0, "127.0.0.1", listening));
  const at = `http://127.0.0.1:${desk.address().port}`;
  await admin.goto("/settings/frames");
  await admin.getByLabel("Their addresses").fill(at);
  await admin.getByRole("button", { name: "Save" }).click();
  await toast(admin, "Saved.");
  const context = await browser.newContext(contextOptions);
  await context.addCookies(await (await open(own, "lead")).context().cookies(own.url));
  const framed = await context.newPage();
  await framed.goto(at);
  await expect(framed.frameLocator("#it").getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await context.close();
  desk.close();

  await listed(admin, id, 2);
  await expect(rows(admin).nth(0)).toContainText(users.lead.name);
  await expect(rows(admin).nth(0)).toContainText("in another system");
  await expect(rows(admin).nth(1)).toContainText(users.frontline.name);
  await expect(rows(admin).nth(1)).toContainText("in Regard");
  await sound(admin, "openings");

  // What was the newest by then leads to where it stands on the card.
  await rows(admin).nth(1).getByRole("link").click();
  await expect(admin.locator(new URL(admin.url()).hash)).toBeVisible();
  await admin.getByLabel("More about " + aase.name).click();
  await admin.getByRole("link", { name: "Who opened this card" }).click();
  await expect(admin.getByRole("heading", { level: 1, name: "Who opened this card" })).toBeVisible();
  await listed(admin, id, 3); // by whoever looks, too
});

test("who may not see it is not shown the door, and a card that nobody opened says so", async ({ own, open }) => {
  const admin = await open(own, "admin", { viewport: { width: 390, height: 800 } });
  await admin.goto("/customers?q=" + encodeURIComponent(newcomer.name));
  const link = await admin.getByRole("link", { name: newcomer.name }).first().getAttribute("href");
  await admin.goto(link + "/openings");
  await expect(admin.getByText("Nobody has opened this card yet.")).toBeVisible();
  await fits(admin, "openings, none");
  for (const role of ["manager", "frontline", "partner", "executive"]) {
    const page = await open(own, role);
    await page.goto("/card?email=" + aase.email);
    await expect(page.getByRole("link", { name: "Who opened this card", includeHidden: true })).toHaveCount(0);
    expect((await page.goto(link + "/openings")).status()).toBe(403);
  }
});

test("Today says whether history was seen before answering, to those who see figures", async ({ house, open }) => {
  for (const role of ["admin", "manager", "executive"]) {
    const page = await open(house, role);
    await page.goto("/");
    await expect(page.getByRole("heading", { name: "History seen before answering" })).toBeVisible();
    await expect(page.locator(".seen")).toContainText("too few to tell");
  }
  const page = await open(house, "frontline");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByText("History seen before answering")).toHaveCount(0);
});
