import { aase, expect, score, sorine, test, toast } from "../support/fixtures.js";

test("a receptionist logs an interaction with fewer than twenty keys and no pointer, sees it observed, and undoes it", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await page.goto(`/card?identifier=email:${sorine.email}`);
  const before = await score(page);
  const parts = await page.locator("#standing .evidence").innerText();
  await page.goto("/");

  let keys = 0;
  const press = async (...list) => {
    for (const k of list) {
      await page.keyboard.press(k);
      keys++;
    }
  };
  await press("l");
  await expect(page).toHaveURL(/\/log$/);
  await expect(page.getByLabel("Who")).toBeFocused();
  await press(..."sorine"); // as on a keyboard without ø
  await expect(page.locator("#log-found"), "the list is of all that was typed").toContainText("New customer: sorine");
  await press("ArrowDown", "Enter");
  await expect(page.getByRole("radio", { name: "Phone" })).toBeFocused();
  await press("ArrowRight"); // in person
  await expect(page.getByRole("radio", { name: /person/i })).toBeChecked();
  await press("1");
  await expect(page.getByRole("radio", { name: "Unhappy", exact: true })).toBeChecked();
  const effort = keys;
  await page.getByLabel("What it was about").focus(); // the note is optional, and not counted
  await page.keyboard.type("Waited at the desk, nobody came.");
  await page.keyboard.press("Control+Enter");
  expect(effort, "keys before the note").toBeLessThan(20);

  const said = await toast(page, `Logged with ${sorine.name}`);
  await expect(page.getByRole("heading", { level: 1, name: sorine.name })).toBeVisible();
  const episode = page.locator("li.episode", { hasText: "Waited at the desk" });
  await expect(episode).toBeVisible();
  await expect(episode.locator(".episode-why")).toContainText(/observed|staff/i);
  await expect(page.locator("#standing .evidence")).not.toHaveText(parts);
  expect(await score(page)).toBeLessThan(before);

  await said.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Undone" })).toBeVisible();
  await expect(page.locator("li.episode", { hasText: "Waited at the desk" })).toHaveCount(0);
  expect(await score(page)).toBe(before);
  await expect(page.locator("#standing .evidence")).toHaveText(parts);
});

test("the note can be reached by Tab and the impression given by Alt from within it", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await page.goto(`/card?identifier=email:${aase.email}`);
  await page.keyboard.press("l"); // on a card: with its customer
  await expect(page).toHaveURL(/\/log\?customer=/);
  await page.getByRole("radio", { name: "Phone" }).focus();
  for (let i = 0; i < 12 && !(await page.getByLabel("What it was about").evaluate((e) => e === document.activeElement)); i++) await page.keyboard.press("Tab");
  await expect(page.getByLabel("What it was about")).toBeFocused();
  await page.keyboard.type("All is well 123");
  await expect(page.getByLabel("What it was about")).toHaveValue("All is well 123");
  await page.keyboard.press("Alt+3");
  await expect(page.getByRole("radio", { name: "Happy", exact: true })).toBeChecked();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByRole("status").filter({ hasText: `Logged with ${aase.name}` })).toBeVisible();
});

test("somebody new gets a card from a number alone, and an empty form says what is missing beside the field", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await page.goto("/log");
  await page.getByRole("button", { name: /Log it/ }).click();
  await expect(page.getByLabel("Who")).toHaveAccessibleDescription(/needed|missing|required|say/i);
  await page.getByLabel("Who").fill("+47 400 00 199");
  await expect(page.locator("#log-found")).toContainText("New customer: ");
  await page.getByRole("radio", { name: "Happy", exact: true }).check();
  await page.getByLabel("What it was about").fill("Asked where we are.");
  await page.getByRole("button", { name: /Log it/ }).click();
  await expect(page.getByRole("status").filter({ hasText: "Logged with" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/400\s?00\s?199/);
  await expect(page.getByRole("heading", { name: "Identifiers" }).locator("..")).toContainText("+47");
});

test("Enter after a part of a name takes who was found, and makes nobody up", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await page.goto("/log");
  await page.keyboard.type("sorine");
  await expect(page.getByRole("option", { name: sorine.name })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Who")).toHaveValue(sorine.name);
  await expect(page).toHaveURL(/\/log$/);
});
