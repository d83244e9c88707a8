import { customer, expect, maja, score, test, toast } from "../support/fixtures.js";

const here = (page) => page.getByRole("note").filter({ hasText: "not a customer" });

test("one click takes a supplier out of all figures, and undo brings it back as it was", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, { crm: maja.crm });
  await page.goto(`/customers/${id}`);
  const before = await score(page);
  await page.locator("summary", { hasText: "Not a customer" }).click();
  await page.locator("#class-reason").fill("Delivers our parcels");
  await page.getByRole("button", { name: "A supplier" }).click();
  await toast(page, "out of all figures");
  await expect(here(page)).toContainText("A supplier, not a customer");
  await page.goto(`/customers?q=${encodeURIComponent(maja.name)}`);
  await expect(page.locator("tr", { has: page.locator(`a[href="/customers/${id}"]`) })).toContainText("supplier");
  await page.goto("/customers");
  await expect(page.locator(`a[href="/customers/${id}"]`)).toHaveCount(0);
  await page.getByRole("link", { name: "Not customers" }).click();
  const row = page.locator("tr", { has: page.locator(`a[href="/customers/${id}"]`) });
  await expect(row).toContainText("supplier");
  await row.getByRole("button", { name: "Take back" }).click();
  const back = await toast(page, "A customer again");
  await expect(row).toHaveCount(0);
  await back.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(1);
  await page.goto(`/customers/${id}`);
  await here(page).getByRole("button", { name: "Take back" }).click();
  await expect(here(page)).toHaveCount(0);
  expect(await score(page)).toBe(before);
});

test("a rule says whom it concerns before it is added, and goes again with undo", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/not-customers");
  await page.getByRole("link", { name: "Add a rule" }).click();
  await page.getByLabel("Address or handle").fill("@example.com");
  await page.getByLabel("Is", { exact: true }).selectOption("test");
  await page.getByRole("button", { name: "Show whom it concerns" }).click();
  await expect(page.locator(".preview")).toContainText("every address at example.com");
  await page.getByRole("button", { name: "Add the rule" }).click();
  const said = await toast(page, "Added.");
  const row = page.locator("tr", { hasText: "every address at example.com" });
  await expect(row).toHaveCount(1);
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(row).toHaveCount(0);
  await page.locator("tr", { hasText: "mailer-daemon@" }).getByRole("button", { name: "Add" }).click();
  await expect(page.locator("tr", { hasText: "mailer-daemon@" }).getByRole("button", { name: "Remove" })).toBeVisible();
});
