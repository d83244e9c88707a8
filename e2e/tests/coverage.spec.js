import { expect, test, toast } from "../support/fixtures.js";

// counted waits until the count that every start brings is there.
async function counted(page) {
  await expect(async () => {
    await page.goto("/customers/coverage");
    await expect(page.getByText(/^Counted /)).toBeVisible({ timeout: 500 });
  }).toPass();
}

const numbers = async (cells) => (await cells.allInnerTexts()).map((t) => Number(t.replace(/\D/g, "")));

test("the customers' page says for how many we can tell, and leads to who is silent", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await counted(page);
  await page.goto("/customers");
  await expect(page.getByText(/How they regard us is known for \d+\s%/)).toContainText("of revenue");
  await page.getByRole("link", { name: /% of customers/ }).click();
  await expect(page.getByRole("heading", { level: 2, name: "For how many we can tell" })).toBeVisible();
  await expect(page.getByText(/The mean relationship of \d+ customers, between/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Count again" })).toHaveCount(0);

  // Each table divides the same customers.
  const sums = [];
  for (const t of await page.locator("table.coverage").all()) sums.push((await numbers(t.locator("tbody tr > :nth-child(2)"))).reduce((a, b) => a + b, 0));
  expect(sums).toHaveLength(3);
  expect(new Set(sums).size).toBe(1);

  await page.getByRole("link", { name: "Look at them" }).click();
  await expect(page).toHaveURL(/band=unknown/);
});

test("a lead has it counted again, and takes it out as a table", async ({ own, open }) => {
  const page = await open(own, "lead");
  await counted(page);
  const first = await page.locator("time").first().getAttribute("datetime");
  await page.getByRole("button", { name: "Count again" }).click();
  await expect(await toast(page, "Counting.")).toBeVisible();
  await expect(async () => {
    await page.reload();
    expect(await page.locator("time").first().getAttribute("datetime")).not.toBe(first);
  }).toPass();
  const csv = await (await page.request.get("/customers/coverage/csv")).text();
  expect(csv).toMatch(/^dimension,value,customers,known,/);
  expect(csv).toContain("\nlanguage,nb,");
});

test("a partner is told nothing of all customers", async ({ house, open }) => {
  const page = await open(house, "partner");
  for (const path of ["/", "/customers"]) {
    await page.goto(path);
    await expect(page.getByText("How they regard us is known")).toHaveCount(0);
  }
  expect((await page.goto("/customers/coverage")).status()).toBe(403);
});
