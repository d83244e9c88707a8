import { customer, editable, expect, test } from "../support/fixtures.js";

test("a customer who wants to be forgotten is erased after his name was typed, and nothing finds him", async ({ own, open }) => {
  const page = await open(own, "lead");
  const id = await customer(page, editable);
  await page.goto(`/customers/${id}`);
  await page.locator("details.more summary").click();
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: /^Archive/ }).click();
  expect((await download).suggestedFilename()).toBe(`${id}.zip`);

  await page.goto(`/customers/${id}/erase`);
  await page.getByLabel(/^Type /).fill("somebody else");
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.getByLabel(/^Type /)).toHaveAttribute("aria-invalid", "true");
  await page.getByLabel(/^Type /).fill(editable.name);
  await page.getByRole("button", { name: "Erase for good" }).click();
  await expect(page.locator("#toasts")).toContainText("Erased");
  await page.goto(`/customers?q=${encodeURIComponent(editable.email)}`);
  await expect(page.locator("main")).not.toContainText(editable.name);
  await page.goto("/settings/privacy");
  await expect(page.locator("main")).toContainText(id);
  await expect(async () => {
    await page.reload();
    await expect(page.locator("main")).toContainText(/Marte Lunde.*done/);
  }).toPass();
});

test("how long words are kept is said once and previewed", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/privacy?edit");
  await page.locator("#words").fill("1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("row", { name: /^Words what/ })).toContainText(/1 day\s*[\d\s]+/);
});

test("a masked field is hidden, shown once to whoever asks, and that is noted", async ({ own, open }) => {
  const admin = await open(own, "admin");
  await admin.goto("/settings/privacy");
  await admin.locator("#kind").selectOption("identifier:email");
  await admin.getByRole("checkbox", { name: "Experience lead" }).check();
  await admin.getByRole("button", { name: "Mask it" }).click();
  await expect(admin.getByRole("status")).toContainText("Masked from now on");

  const page = await open(own, "frontline");
  const id = await customer(page, editable);
  await page.goto(`/customers/${id}`);
  const ids = page.locator("ul.ids").first();
  await expect(ids).toContainText("hidden for your role");
  await expect(page.locator("body")).not.toContainText(editable.email);
  await ids.getByRole("button", { name: "Reveal" }).click();
  await expect(ids).toContainText(editable.email);
  await page.goto(`/customers/${id}`);
  await expect(ids).not.toContainText(editable.email);

  await admin.goto("/settings/audit");
  await expect(admin.locator("main")).toContainText("revealed field");
});
