import { expect, test } from "../support/fixtures.js";

test("an empty directory prints a link that sets the company up, signs its first user in, and works once", async ({ empty, open }) => {
  const link = await empty.firstLink();
  const page = await open(empty);
  await page.goto("/");
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(link);
  await page.getByLabel("Company name").fill("Prøvebedriften");
  await page.getByLabel("Time zone").selectOption("Europe/Oslo");
  await page.getByLabel("Currency").selectOption("NOK");
  await page.getByLabel("Phone numbers are from").selectOption("NO");
  await page.getByLabel("Your own e-mail addresses").fill("@prove.example");
  await page.getByLabel("Your name").fill("Berit Først");
  await page.getByLabel("E-mail", { exact: true }).fill("berit@prove.example");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Begin" }).click();

  await expect(page.getByLabel("Password")).toHaveAccessibleDescription(/12/);
  await expect(page.getByLabel("Company name")).toHaveValue("Prøvebedriften");
  await expect(page.getByLabel("Your own e-mail addresses")).toHaveValue("@prove.example");
  await expect(page.getByLabel("Phone numbers are from")).toHaveValue("NO");
  await page.getByLabel("Password").fill("five green apples fall");
  await page.getByRole("button", { name: "Begin" }).click();

  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByText("Nothing has come in yet.")).toBeVisible();
  await expect(page.getByRole("status")).toContainText("Regard is yours");
  await page.goto("/settings");
  await expect(page.getByLabel("Company name")).toHaveValue("Prøvebedriften");

  const other = await open(empty);
  const again = await other.goto(link);
  expect(again.status()).toBe(401);
  await expect(other.getByLabel("Company name")).toHaveCount(0);
  await expect(other.getByRole("link", { name: "Sign in" })).toBeVisible();
});

test("the empty company's pages say what to do, and its first logged interaction fills them", async ({ empty, open }) => {
  const page = await open(empty);
  await page.goto(await empty.firstLink());
  await page.getByLabel("Company name").fill("Tom");
  await page.getByLabel("Phone numbers are from").selectOption("NO");
  await page.getByLabel("Your name").fill("Berit Først");
  await page.getByLabel("E-mail", { exact: true }).fill("berit@prove.example");
  await page.getByLabel("Password").fill("five green apples fall");
  await page.getByRole("button", { name: "Begin" }).click();
  for (const [path, says] of [
    ["/customers", "No customers yet."],
    ["/suggestions", "Nothing to decide."],
    ["/settings/contributors", "No contributors yet."],
    ["/settings/employees", "No employees yet."],
    ["/settings/touchpoints", "No touchpoints yet."],
    ["/settings/keys", "No keys yet."],
  ]) {
    await page.goto(path);
    await expect(page.getByText(says)).toBeVisible();
  }
  await page.goto("/log?who=Gro%20Ny");
  await page.getByRole("radio", { name: "Happy", exact: true }).check();
  await page.getByRole("button", { name: /Log it/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Gro Ny" })).toBeVisible();
  await page.goto("/");
  await expect(page.locator(".arrival", { hasText: "Gro Ny" })).toBeVisible();
});
