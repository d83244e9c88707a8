import { customer, expect, maja, score, test } from "../support/fixtures.js";

const save = (page, name = "Save") => page.locator("form#form, main form.stack, #form form.stack").first().getByRole("button", { name, exact: true }).click();
const row = (page, text) => page.locator("tbody tr", { hasText: text });
const audited = async (page, ...texts) => {
  await page.goto("/settings/audit");
  for (const t of texts) await expect(page.locator("table.audit")).toContainText(t);
};

test("the company's profile is changed, and what cannot be is said beside its field", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings");
  await page.getByLabel("Company name").fill("Nordlys og Sønner");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("status")).toContainText("The company is changed");
  await expect(page.getByLabel("Company name")).toHaveValue("Nordlys og Sønner");
  await audited(page, "Nordlys og Sønner");
});

test("a contributor is added, renamed and moved, and the move is dated", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/contributors");
  await page.getByRole("link", { name: "Add a contributor" }).click();
  const name = page.getByLabel("Name", { exact: true });
  await expect(name).toBeFocused();
  await name.fill("Fiberkompaniet");
  await page.getByLabel("Key", { exact: true }).fill("Not A Key!");
  await page.getByRole("radio", { name: /Partner/ }).check();
  await save(page, "Add");
  await expect(page.getByLabel("Key", { exact: true })).toHaveAttribute("aria-invalid", "true");
  await expect(name).toHaveValue("Fiberkompaniet");
  await expect(page.getByRole("radio", { name: /Partner/ })).toBeChecked();
  await page.getByLabel("Key", { exact: true }).fill("support");
  await save(page, "Add");
  await expect(page.getByLabel("Key", { exact: true }), "a key that is taken").toHaveAccessibleDescription(/taken|already|another/i);
  await page.getByLabel("Key", { exact: true }).fill("fiber");
  await save(page, "Add");
  await expect(page.getByRole("status")).toContainText("Fiberkompaniet");
  await expect(row(page, "Fiberkompaniet")).toContainText("partner");

  await row(page, "Fiberkompaniet").getByRole("link", { name: "Edit" }).click();
  await name.fill("Fiberkompaniet AS");
  await save(page);
  await expect(row(page, "Fiberkompaniet AS")).toHaveCount(1);

  await page.getByRole("row", { name: /field-north/ }).getByRole("link", { name: "Move" }).click();
  await page.getByLabel("Becomes a unit of").selectOption("support");
  await page.getByLabel("From").fill(new Date().toISOString().slice(0, 10));
  await save(page, "Move");
  await expect(page.getByRole("status")).toBeVisible();
  await audited(page, "Fiberkompaniet AS");
});

test("an employee is added, found and changed", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/employees?add");
  await page.getByLabel("Name", { exact: true }).fill("Åshild Nyansatt");
  await page.getByLabel("Key", { exact: true }).fill("ashild");
  await page.getByLabel("E-mail").fill("ashild@nordlys.example");
  await page.getByLabel("Title").fill("Technician");
  await page.getByLabel("Works for").selectOption("field-north");
  await save(page, "Add");
  await expect(page.getByRole("status")).toContainText("Åshild Nyansatt");
  await page.getByLabel("Find an employee", { exact: true }).fill("ashild");
  await page.keyboard.press("Enter");
  await expect(row(page, "Åshild Nyansatt")).toContainText("Technician");
  await row(page, "Åshild Nyansatt").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Title").fill("Senior technician");
  await save(page);
  await expect(page.getByRole("status")).toContainText("Åshild Nyansatt");
  await page.goto("/settings/employees?q=ashild");
  await expect(row(page, "Åshild Nyansatt")).toContainText("Senior technician");
});

test("a touchpoint is added with its owner, and can be chosen when logging", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/touchpoints?add");
  await page.getByLabel("Name", { exact: true }).fill("The stand at the fair");
  await page.getByLabel("Key", { exact: true }).fill("buy.fair");
  await page.getByLabel("Stage").selectOption({ index: 1 });
  await page.getByLabel("Owner").selectOption("sales");
  const owner = await page.getByLabel("Owner").locator("option:checked").innerText();
  await save(page, "Add");
  await expect(row(page, "The stand at the fair")).toContainText(owner.trim());
  await page.goto("/log");
  await page.getByLabel("Where").selectOption("buy.fair");
});

test("an outcome is added, changed and removed, each a version of its own", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/outcomes?add");
  await page.getByLabel("Outcome").fill("never_called_back");
  await page.getByLabel("Leaves").fill("-0.5");
  await save(page, "Add");
  await expect(row(page, "never called back")).toContainText("0.50");
  const version = () => page.locator(".version").innerText().then((s) => Number(/Version (\d+)/.exec(s)[1]));
  const first = await version();
  await row(page, "never called back").getByRole("link", { name: "Edit" }).click();
  await page.getByLabel("Leaves").fill("-0.7");
  await save(page);
  await expect(row(page, "never called back")).toContainText("0.70");
  expect(await version()).toBe(first + 1);
  await row(page, "never called back").getByRole("link", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Remove this outcome" }).click();
  await expect(row(page, "never called back")).toHaveCount(0);
  await audited(page, "Marte Lunde");
});

test("a constant of the relationship is changed, every relationship is told anew, and restored it is as before", async ({ own, open }) => {
  const page = await open(own, "admin");
  const id = await customer(page, { crm: maja.crm });
  await page.goto(`/customers/${id}`);
  const before = await score(page);
  const change = async (value, why) => {
    await page.goto("/settings/relationship?edit");
    const was = await page.locator("#prior_weight").inputValue();
    await page.locator("#prior_weight").fill(value);
    await page.getByLabel("Why").fill(why);
    await page.getByRole("button", { name: /Make version/ }).click();
    await expect(page.getByRole("status")).toContainText("told anew");
    await expect(page.locator(".versions")).toContainText(why);
    return was;
  };
  const told = async () => {
    await page.goto(`/customers/${id}`);
    return score(page);
  };
  const was = await change("0.5", "The tests try it");
  await expect.poll(told, { timeout: 15_000 }).not.toBe(before);
  await change(was, "And back");
  await expect.poll(told, { timeout: 15_000 }).toBe(before);
  await audited(page, "Nora Lien");
});

test("what is no number is refused beside its constant, and nothing is changed", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/relationship?edit");
  await page.locator("#prior_weight").fill("-4");
  await page.getByLabel("Why").fill("A slip");
  await page.getByRole("button", { name: /Make version/ }).click();
  await expect(page.locator("#prior_weight")).toHaveAttribute("aria-invalid", "true");
  await expect(page.locator("#prior_weight")).toHaveValue("-4");
  await expect(page.getByLabel("Why")).toHaveValue("A slip");
});

test("a user is invited by a link that works once, signs in with it, and is shut out when disabled", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/users?add");
  await page.getByLabel("Name", { exact: true }).fill("Liv Nybegynner");
  await page.getByLabel("E-mail").fill("liv@nordlys.example");
  await page.getByRole("radio", { name: /^Frontline/i }).check();
  await save(page, "Make a link");
  const link = await page.locator(".copyable code").innerText();

  const guest = await open(own);
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "Welcome, Liv Nybegynner" })).toBeVisible();
  await guest.getByLabel("Password").fill("short");
  await guest.getByRole("button", { name: "Set it and sign in" }).click();
  await expect(guest.getByLabel("Password")).toHaveAccessibleDescription(/12/);
  await guest.getByLabel("Password").fill("nine blue plums float");
  await guest.getByRole("button", { name: "Set it and sign in" }).click();
  await expect(guest.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  const late = await open(own);
  expect((await late.goto(link)).status()).toBe(401);

  await page.goto("/settings/users");
  await row(page, "Liv Nybegynner").getByRole("button", { name: /Disable/ }).click();
  await expect(row(page, "Liv Nybegynner")).toContainText("disabled");
  await guest.goto("/customers");
  await expect(guest).toHaveURL(/\/sign-in/);
  await audited(page, "Liv Nybegynner");
});

test("the last administrator cannot take the role from himself", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/users");
  await row(page, "Nora Lien").getByRole("link", { name: "Edit" }).click();
  await page.getByRole("radio", { name: /^Frontline/i }).check();
  await save(page);
  await expect(page.locator("form#form .error, form#form [role=alert]").first()).toBeVisible();
  await page.goto("/settings/users");
  await expect(row(page, "Nora Lien")).toContainText(/admin/i);
});

test("a key is shown once, works within its scopes, and is refused when revoked", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/keys?add");
  await page.getByLabel("Which system").fill("helpdesk");
  await page.getByRole("checkbox", { name: /^read/ }).check();
  await save(page, "Make it");
  const key = await page.locator(".copyable code").innerText();
  expect((await own.api(key, "GET", "/api/v1/customers?q=a")).status).toBe(200);
  expect((await own.api(key, "POST", "/api/v1/interactions", { source: "helpdesk", occurred_at: new Date().toISOString(), channel: "phone", name: "Nobody" })).status, "reading is not writing").toBe(403);
  await page.goto("/settings/keys");
  await expect(page.locator("main")).not.toContainText(key);
  await expect(row(page, "helpdesk")).not.toContainText("never");
  await row(page, "helpdesk").getByRole("button", { name: /Revoke/ }).click();
  await expect(row(page, "helpdesk")).toContainText("revoked");
  expect((await own.api(key, "GET", "/api/v1/customers?q=a")).status).toBe(401);
  await audited(page, "helpdesk");
});

test("the audit log is found by words and by who did it", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/users?add");
  await page.getByLabel("Name", { exact: true }).fill("Unik Person");
  await page.getByLabel("E-mail").fill("unik@nordlys.example");
  await save(page, "Make a link");
  await page.goto("/settings/audit");
  await page.getByLabel("Words").fill("Unik");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("table.audit tbody tr").first()).toContainText("Unik Person");
  await page.getByLabel("Who", { exact: true }).selectOption({ label: "Nora Lien" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.locator("table.audit tbody tr").first()).toContainText("Nora Lien");
  await page.getByLabel("Words").fill("nothingofthekind");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nothing fits.")).toBeVisible();
});

test("one's own name and zone are changed, and times follow", async ({ own, open }) => {
  const page = await open(own, "manager");
  await page.goto("/you");
  await page.getByLabel("Name", { exact: true }).fill("Jonas Viken");
  await page.getByLabel("Time zone").selectOption("America/New_York");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".user summary")).toContainText("Jonas Viken");
  await page.locator("details.menu summary").click();
  await expect(page.locator(".user .sheet")).toContainText("America/New_York");
});
