// Everything works without JavaScript; it is only less quick.
import { aase, expect, password, sorine, test, users } from "../support/fixtures.js";

const plain = { javaScriptEnabled: false };

test("without a script: signing in and out", async ({ own, open }) => {
  const page = await open(own, null, plain);
  await page.goto("/customers");
  await page.getByLabel("E-mail").fill(users.manager.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You have signed out.")).toBeVisible();
});

test("without a script: search, card, filter, and the older history", async ({ house, open }) => {
  const page = await open(house, "frontline", plain);
  await page.goto("/customers");
  await page.locator("#customers-q").fill("ase aeros");
  await page.getByRole("button", { name: "Find" }).click();
  await page.getByRole("link", { name: aase.name }).click();
  await expect(page.locator("#standing .big")).toBeVisible();
  await expect(page.locator("#timeline")).toContainText("Chat number 60");
  const filter = page.locator("#timeline form.filters");
  await filter.getByLabel("Channel").selectOption("email");
  await filter.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("#timeline li.episode")).toHaveCount(1);
  await page.getByRole("link", { name: "Everything" }).click();
  await page.getByRole("link", { name: "Older" }).click();
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await expect(page.locator("#timeline li.episode", { hasText: /Chat number 1$/m }).first()).toBeAttached();
});

test("without a script: logging an interaction, with somebody known and somebody new, and undoing it", async ({ own, open }) => {
  const page = await open(own, "frontline", plain);
  await page.goto("/log?who=sorine");
  await page.getByRole("option", { name: sorine.name }).click();
  await expect(page.getByText(sorine.name).first()).toBeVisible();
  await page.getByRole("radio", { name: "Unhappy", exact: true }).check();
  await page.getByLabel("What it was about").fill("By hand and without a script");
  await page.getByRole("button", { name: /Log it/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: sorine.name })).toBeVisible();
  await expect(page.locator("#timeline")).toContainText("By hand and without a script");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator("#timeline")).not.toContainText("By hand and without a script");

  await page.goto("/log");
  await page.getByLabel("Who", { exact: true }).fill("Helt Ny Kunde");
  await page.getByRole("button", { name: /Log it/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Helt Ny Kunde" })).toBeVisible();
});

test("without a script: a setting is changed, a suggestion decided, the theme chosen", async ({ own, open }) => {
  const page = await open(own, "admin", plain);
  await page.goto("/settings/touchpoints?add");
  await page.getByLabel("Name", { exact: true }).fill("The stand at the fair");
  await page.getByLabel("Key", { exact: true }).fill("buy.fair");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("status")).toBeVisible();
  await expect(page.locator("tbody")).toContainText("The stand at the fair");

  await page.goto("/suggestions");
  const pairs = await page.locator("li.pair-card").count();
  await page.getByRole("button", { name: "Not the same" }).first().click();
  await expect(page.locator("li.pair-card")).toHaveCount(pairs - 1);

  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Dark" }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page).toHaveURL(/\/suggestions$/);
});

test("without a script: nothing is offered that only a script can do", async ({ house, open }) => {
  const page = await open(house, "admin", plain);
  for (const path of ["/", "/customers", `/card?identifier=email:${aase.email}`, "/settings/keys"]) {
    await page.goto(path);
    await expect(page.locator("[data-open]:visible, [data-copy]:visible, [data-hold]:visible, [data-dismiss]:visible"), path).toHaveCount(0);
  }
});
