import { expect, test } from "../support/fixtures.js";

const staff = (text) => ({ name: "staff.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
const look = (page) => page.getByRole("button", { name: "Show what it would change" }).click();

test("a file of the organisation is seen first, then done, and the search outlasts a form", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/employees");
  await page.getByRole("link", { name: "Import a file" }).click();
  await page.getByLabel("CSV file").setInputFiles(staff("type,key,name,parent,contributor,from\nunit,e2e-desk,The evening desk,support,,\n,e2e.ase,Åse Kveld,,e2e-desk,2026-01-05\n,e2e.bad,Ben,,nowhere,\n"));
  await page.getByRole("checkbox", { name: /does not name everybody/ }).check();
  await look(page);
  const plan = page.getByRole("region", { name: "What it would change" });
  await expect(plan).toContainText("Åse Kveld");
  await expect(plan).toContainText("The evening desk");
  await expect(plan, "the bad row, with its remedy").toContainText("No open unit is called nowhere");
  const beside = await open(own, "lead");
  await beside.goto("/settings/employees?q=e2e.ase");
  await expect(beside.getByText("Nobody found"), "nothing was done yet").toBeVisible();

  await page.getByRole("button", { name: "Do this" }).click();
  await expect(page.getByRole("status")).toContainText("2 changes");
  await expect(page.getByRole("row", { name: /The evening desk/ })).toBeVisible();

  await page.goto("/settings/employees?q=e2e.ase");
  await page.getByRole("link", { name: /^Edit/ }).click();
  await page.getByLabel("Title").fill("Adviser");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("status")).toContainText("Åse Kveld");
  await expect(page.getByLabel("Find an employee", { exact: true })).toHaveValue("e2e.ase");
  await expect(page.getByRole("row", { name: /Åse Kveld/ })).toContainText("Adviser");
});

test("who would leave by mistake is asked about first", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/organisation/import");
  await page.getByLabel("CSV file").setInputFiles(staff("key,name\ne2e.one,Only One\n"));
  await look(page);
  const plan = page.getByRole("region", { name: "What it would change" });
  await expect(plan).toContainText(/\d+ of \d+ employees would leave/);
  await expect(page.getByRole("checkbox", { name: "Yes, they have left" })).not.toBeChecked();
  await page.getByRole("button", { name: "Do this" }).click();
  await expect(page, "the browser asks for the tick").toHaveURL(/\/settings\/organisation\/import$/);
});

test("a manager sees his own units, and nobody else's", async ({ house, open }) => {
  const page = await open(house, "manager"); // of support
  await page.goto("/");
  await page.goto("/contributors/support");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(/support/i);
  await expect(page.getByRole("img", { name: /Impressions by week/ })).toBeVisible();
  const unit = page.getByRole("region", { name: "Its units" }).getByRole("link").first();
  const name = await unit.textContent();
  await unit.click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText(name);
  await page.getByRole("navigation", { name: "Where it stands" }).getByRole("link").click();
  await expect(page).toHaveURL(/\/contributors\/support$/);
  expect((await page.goto("/contributors/billing")).status()).toBe(404);

  const frontline = await open(house, "frontline");
  expect((await frontline.goto("/contributors/support")).status()).toBe(403);
  const partner = await open(house, "partner");
  expect((await partner.goto("/contributors/fjordfrakt")).status()).toBe(200);
  expect((await partner.goto("/contributors/support")).status()).toBe(404);
});

test("figures of single people are off until an admin switches them on", async ({ own, open }) => {
  const manager = await open(own, "manager");
  await manager.goto("/contributors/support");
  const people = manager.getByRole("region", { name: "People" });
  await expect(people).toContainText("Figures of single people are off");
  await manager.goto("/settings/employees");
  await expect(manager.getByRole("button", { name: "Switch on" }), "a manager cannot").toHaveCount(0);

  const admin = await open(own, "admin");
  await admin.goto("/settings/employees");
  await expect(admin.locator("#figures")).toContainText("works council");
  await admin.getByRole("button", { name: "Switch on" }).click();
  await expect(admin.getByRole("status")).toContainText("are on");

  await manager.goto("/contributors/support");
  await expect(people.getByRole("columnheader", { name: "Called done at once" })).toBeVisible();
  await expect(people.getByText(/too few to tell|\d+\s*%/).first()).toBeVisible();
  const board = await open(own, "executive");
  await board.goto("/contributors/support");
  await expect(board.getByRole("columnheader", { name: "Called done at once" })).toHaveCount(0);

  await admin.goto("/settings/audit");
  await expect(admin.getByRole("main")).toContainText("switched on");
  await admin.goto("/settings/employees");
  await admin.getByRole("button", { name: "Switch off" }).click();
  await expect(admin.getByRole("status")).toContainText("are off");
});
