import { fits, sound } from "../support/axe.js";
import { expect, test, toast } from "../support/fixtures.js";

// hang adds a spot as the lead and returns where its code leads to.
async function hang(page, name = "Van 12", question = "How do we drive?") {
  await page.goto("/settings/spots?add");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("The question").fill(question);
  await page.getByLabel("Touchpoint", { exact: true }).selectOption({ index: 1 });
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await (await toast(page, `${name} has its code`)).getByRole("link", { name: "Print it" }).click();
  await expect(page.getByRole("heading", { level: 2, name: question })).toBeVisible();
  return "/by/" + (await page.locator(".code-address").first().innerText()).split("/by/")[1];
}

const phone = { viewport: { width: 320, height: 640 }, locale: "nb-NO" };

test("a bystander answers at 320 px without a script, and what he wrote is held, let in, and taken back", async ({ own, open }) => {
  const lead = await open(own, "lead");
  const path = await hang(lead);

  const visitor = await open(own, null, { ...phone, javaScriptEnabled: false });
  let weight = 0;
  visitor.on("response", async (r) => (weight += (await r.body().catch(() => "")).length));
  await visitor.goto(path);
  await fits(visitor, "320 px");
  expect(weight, "bytes of the page with its style").toBeLessThan(15_000);
  expect(await visitor.context().cookies(), "cookies").toEqual([]);
  await expect(visitor.getByLabel("Med egne ord")).toBeVisible();
  await visitor.getByRole("radio", { name: /svært dårlig/ }).check();
  await visitor.getByLabel("Med egne ord").fill("Kjørte forbi skolebussen");
  await visitor.getByLabel("Hvordan kan vi nå deg?").fill("412 55 019");
  await visitor.getByRole("button", { name: "Send" }).click();
  await expect(visitor.getByRole("heading", { name: "Takk" })).toBeVisible();
  expect(await visitor.context().cookies(), "cookies").toEqual([]);

  await lead.goto("/customers?q=skolebussen");
  await expect(lead.locator("main")).not.toContainText("Kjørte forbi");
  await lead.goto("/");
  await expect(lead.locator("main")).not.toContainText("Kjørte forbi");
  await lead.getByRole("link", { name: /Remarks/ }).click();
  const held = lead.locator("li.remark", { hasText: "Kjørte forbi skolebussen" });
  await expect(held).toContainText("412 55 019");
  await held.getByRole("button", { name: "Let in" }).click();
  await expect(held).toHaveCount(0);
  await lead.goto("/remarks?state=accepted");
  await held.getByRole("link", { name: "See the card" }).click();
  await expect(lead.locator("#timeline")).toContainText("Kjørte forbi skolebussen");
  await expect(lead.locator("#timeline")).toContainText("412 55 019");
  await expect(lead.getByRole("heading", { level: 1 })).toContainText("Somebody unknown");
});

test("remarks are read by keyboard, several at once, and decisions undone", async ({ own, open }) => {
  const lead = await open(own, "lead");
  const path = await hang(lead);
  for (const text of ["one", "two", "three"]) {
    const visitor = await open(own, null, { locale: "en-GB" });
    await visitor.goto(path);
    await visitor.getByRole("radio", { name: /good/ }).last().check();
    await visitor.getByLabel("In your own words").fill(`The ${text} remark`);
    await visitor.getByRole("button", { name: "Send" }).click();
    await expect(visitor.getByRole("heading", { name: "Thank you" })).toBeVisible();
    await visitor.context().close();
  }
  await lead.goto("/remarks");
  const items = lead.locator("li.remark");
  await expect(items).toHaveCount(3);
  await sound(lead, "remarks");
  await lead.keyboard.press("ArrowDown");
  await expect(items.first()).toBeFocused();
  await lead.keyboard.press("r");
  await expect(items).toHaveCount(2);
  await (await toast(lead, "Kept out")).getByRole("button", { name: "Undo" }).click();
  await expect(items).toHaveCount(3);
  await lead.keyboard.press("ArrowDown");
  await lead.keyboard.press("x");
  await lead.keyboard.press("ArrowDown");
  await lead.keyboard.press("x");
  await lead.getByRole("button", { name: "Let the ticked in" }).click();
  await expect(items).toHaveCount(1);
  await (await toast(lead, "let in")).getByRole("button", { name: "Undo" }).click();
  await expect(items).toHaveCount(3);
});

test("a closed spot and an unknown one say so, and no more", async ({ own, open }) => {
  const lead = await open(own, "lead");
  const path = await hang(lead);
  await lead.goto("/settings/spots");
  await sound(lead, "spots");
  await lead.getByRole("button", { name: /^Close/ }).click();
  await toast(lead, "is closed");
  const visitor = await open(own, null, { locale: "de-DE" });
  expect((await visitor.goto(path)).status()).toBe(410);
  await expect(visitor.getByRole("heading", { name: "Hier ist geschlossen" })).toBeVisible();
  expect((await visitor.goto("/by/nowhere")).status()).toBe(404);
  await expect(visitor.getByRole("heading", { name: "Hier ist nichts" })).toBeVisible();
  await expect(visitor.getByRole("link")).toHaveCount(0);
  await lead.getByRole("button", { name: "Undo" }).click();
  await visitor.goto(path);
  await expect(visitor.getByRole("button", { name: "Senden" })).toBeVisible();
});

for (const colorScheme of ["light", "dark"]) {
  test(`the page is accessible and fits, ${colorScheme}`, async ({ own, open }) => {
    const path = await hang(await open(own, "lead"));
    const visitor = await open(own, null, { ...phone, colorScheme });
    await visitor.goto(path);
    await sound(visitor, path);
    await fits(visitor, path);
    await visitor.getByRole("radio").nth(1).check();
    await sound(visitor, `${path}, answered`, true);
  });
}

test("the code is printed alone, on A6 or four on A4", async ({ own, open }) => {
  const lead = await open(own, "lead");
  await hang(lead, "Reception", "How were you received, today at Storgata 14?");
  await expect(lead.locator(".code-image path")).toHaveCount(1);
  await lead.emulateMedia({ media: "print" });
  for (const gone of ["header.rail", ".page-head"]) await expect(lead.locator(gone)).toBeHidden();
  const pages = async () => (await lead.pdf({ preferCSSPageSize: true })).toString("latin1").match(/\/MediaBox\s*\[[^\]]*\]/g);
  expect((await pages()).map((m) => m.match(/[\d.]+/g).map((n) => Math.round(Number(n)))), "one card of 105 x 148 mm").toEqual([[0, 0, 298, 420]]);
  await lead.emulateMedia({ media: "screen" });
  await lead.getByRole("link", { name: "Four on A4" }).click();
  await expect(lead.locator(".code-card")).toHaveCount(4);
  await lead.emulateMedia({ media: "print" });
  expect((await pages()).length, "pages").toBe(1);
});
