import { aase, expect, stillNothing, test, toast } from "../support/fixtures.js";

const hits = (page) => page.locator("#said .hit-row");

// read waits until the server has read what was there when it began.
async function read(page, path = "/customers/words?q=router") {
  await expect(async () => {
    await page.goto(path);
    await expect(hits(page).first()).toBeVisible({ timeout: 500 });
  }).toPass();
}

test("words are found while they are typed, marked, and lead to their place in the history", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await read(page);
  await page.goto("/customers");
  await page.getByRole("navigation", { name: "About customers" }).getByRole("link", { name: "What was said" }).click();
  await expect(page.getByLabel("Words that were said")).toBeFocused();
  await page.keyboard.type("DISAPPOINTED third tim");
  await expect(hits(page)).toHaveCount(1);
  await expect(page).toHaveURL(/[?&]q=DISAPPOINTED/);
  await expect(hits(page)).toContainText(aase.name);
  await expect(hits(page)).toContainText(stillNothing);
  await expect(hits(page).locator("mark")).toHaveText(["third", "time", "disappointed"]);
  await page.reload();
  await expect(hits(page), "the address is the search").toHaveCount(1);

  await page.keyboard.press("/");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  const id = new URL(page.url()).hash;
  expect(id).toMatch(/^#int_/);
  await expect(page.locator(id)).toContainText(stillNothing);
  await expect(page.locator(id)).toBeInViewport();
});

test("what is found is narrowed, goes on by the page, and says when there is nothing", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await read(page, "/customers/words?q=question+account");
  await expect(hits(page)).toHaveCount(30);
  await page.getByRole("link", { name: "Next" }).click();
  await expect(hits(page)).toHaveCount(30);
  await page.getByRole("link", { name: "From the start" }).click();
  await expect(page.getByRole("link", { name: "From the start" })).toHaveCount(0);
  await page.getByLabel("Channel").selectOption("sms");
  await expect(page.getByText("Nobody said “question account” there and then.")).toBeVisible();
  await page.getByRole("link", { name: "Look everywhere, at any time" }).click();
  await expect(hits(page)).toHaveCount(30);
});

test("the palette offers to look for it in what was said", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await read(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("disappointed");
  await page.getByRole("option", { name: "in what was said" }).click();
  await expect(hits(page).first()).toContainText("disappointed");
});

test("what is logged is found soon after, and what is undone is not", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await page.goto(`/card?identifier=email:${aase.email}`);
  await page.keyboard.press("l"); // on a card: with its customer
  await expect(page).toHaveURL(/\/log\?customer=/);
  await page.getByLabel("What it was about").fill("Asked for a quixotic discount.");
  await page.getByRole("radio", { name: "Phone" }).check();
  await page.getByRole("radio", { name: "Happy", exact: true }).check();
  await page.keyboard.press("Control+Enter");
  const done = await toast(page, "Logged with");
  const other = await page.context().newPage();
  await read(other, "/customers/words?q=quixotic");
  await expect(hits(other)).toHaveCount(1);
  await done.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Undone" })).toBeVisible();
  await other.reload();
  await expect(other.getByText("Nobody said “quixotic”.")).toBeVisible();
});
