import { aase, customer, editable, expect, test } from "../support/fixtures.js";

test("what is changed of a customer stands on the card", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, editable);
  await page.goto(`/customers/${id}/edit`);
  await page.getByLabel("Name").fill("Rita Rettet");
  await page.getByLabel("Account").fill("Molde Prøveverk AS");
  await page.locator("#value").fill("4 800,50");
  await page.getByLabel("Customer since").fill("2024-02-29");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("Saved");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Rita Rettet");
  await expect(page.locator(".card-head .facts")).toContainText("Molde Prøveverk AS");
  await expect(page.locator(".card-head .facts")).toContainText(/4\s800[.,]50/);
  await page.goto(`/customers/${id}/edit`);
  await expect(page.getByLabel("Customer since")).toHaveValue("2024-02-29");
  await expect(page.locator("#value")).toHaveValue(/4800[.,]50?/);
});

test("what cannot be taken is said beside its field, and everything typed stays", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, editable);
  await page.goto(`/customers/${id}/edit`);
  await page.getByLabel("Name").fill("Rita Halvveis");
  await page.locator("#value").fill("a lot");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator("#value")).toHaveAccessibleDescription(/\w+ \w+/);
  await expect(page.locator("#value")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Name")).toHaveValue("Rita Halvveis");
  await expect(page.locator("#value")).toHaveValue("a lot");

  await page.locator("#value").fill("100");
  await page.getByRole("combobox", { name: "Add" }).selectOption("email");
  await page.getByLabel("Value of it").fill("not an address");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Value of it")).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByLabel("Value of it")).toHaveValue("not an address");
  await expect(page.getByLabel("Name")).toHaveValue("Rita Halvveis");
  await page.goto(`/customers/${id}`);
  await expect(page.getByRole("heading", { level: 1 }), "nothing was half saved").toHaveText(editable.name);
});

test("an identifier that is somebody else's is refused, and says whose business it is", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, editable);
  await page.goto(`/customers/${id}/edit`);
  await page.getByRole("combobox", { name: "Add" }).selectOption("phone");
  await page.getByLabel("Value of it").fill(aase.local);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Value of it")).toHaveAccessibleDescription(/another|other|taken|already/i);
  await expect(page.getByLabel("Value of it")).toHaveValue(aase.local);
});

test("an identifier is added in one form, found by, and taken away again", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, editable);
  await page.goto(`/customers/${id}/edit`);
  await page.getByRole("combobox", { name: "Add" }).selectOption("phone");
  await page.getByLabel("Value of it").fill("400 00 177");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".card-side .ids")).toContainText("+4740000177");
  await page.goto("/card?phone=40000177");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(editable.name);
  await page.goto(`/customers/${id}/edit`);
  await page.locator("li", { hasText: "+4740000177" }).getByRole("checkbox", { name: /take away/ }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".card-side .ids")).not.toContainText("+4740000177");
});

test("an attribute is added, changed, and goes when its line is emptied", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, editable);
  const row = (i) => page.locator(".attribute-rows > div").nth(i);
  await page.goto(`/customers/${id}/edit`);
  const free = await page.locator(".attribute-rows input[name=attribute_key]").evaluateAll((l) => l.findIndex((i) => !i.value));
  await row(free).getByLabel("What").fill("contract");
  await row(free).getByLabel("Value").fill("two years");
  await page.getByRole("button", { name: "Save" }).click();
  const known = page.getByRole("heading", { name: "Known" }).locator("..");
  await expect(known).toContainText("Contract");
  await expect(known).toContainText("two years");
  await expect(known, "what was known before").toContainText("Molde");

  await page.goto(`/customers/${id}/edit`);
  await page.getByLabel("Contract").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(known).not.toContainText("Contract");
  await expect(known).toContainText("Molde");
});
