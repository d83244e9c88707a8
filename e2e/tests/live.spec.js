import { aase, expect, score, sorine, test } from "../support/fixtures.js";

const call = (who, ref, more) => ({ source: "e2e-live", source_ref: ref, occurred_at: new Date().toISOString(), channel: "phone", touchpoint: "help.phone", contributor: "support", identifiers: [{ kind: "email", value: who.email }], ...more });

test("what the API records stands on Today within seconds, without a reload", async ({ own, open }) => {
  const key = await own.key();
  const page = await open(own, "manager");
  await page.goto("/");
  await expect(page.locator(".today")).toHaveAttribute("data-state", "on");
  const got = await own.api(key, "POST", "/api/v1/interactions", call(sorine, "1", { subject: "Live from the API", text: "Thank you, this is excellent!" }));
  expect(got.status).toBeLessThan(300);
  const arrival = page.locator(".stream .arrival").first();
  await expect(arrival).toContainText(sorine.name);
  await expect(arrival).toContainText("Live from the API");
  await arrival.getByRole("link", { name: sorine.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: sorine.name })).toBeVisible();
  await expect(page.locator("#timeline")).toContainText("Live from the API");
});

test("Hold keeps the page still while somebody reads, and lets go what waited", async ({ own, open }) => {
  const key = await own.key();
  const page = await open(own, "manager");
  await page.goto("/");
  await expect(page.locator(".today")).toHaveAttribute("data-state", "on");
  const hold = page.getByRole("button", { name: "Hold" });
  await hold.click();
  await own.api(key, "POST", "/api/v1/interactions", call(aase, "2", { subject: "While held" }));
  await expect(hold).toHaveAttribute("data-waiting", /\d/);
  await expect(page.locator(".stream")).not.toContainText("While held");
  await hold.click();
  await expect(page.locator(".stream")).toContainText("While held");
});

test("an open card tells its standing anew and offers what came in", async ({ own, open }) => {
  const key = await own.key();
  const page = await open(own, "frontline");
  await page.goto(`/card?identifier=email:${sorine.email}`);
  const before = await score(page);
  await expect(page.locator("article.card")).toHaveAttribute("data-state", "on");
  await own.api(key, "POST", "/api/v1/interactions", call(sorine, "3", { asked: -1, subject: "Awful" }));
  await expect.poll(() => score(page)).toBeLessThan(before);
  await page.getByRole("link", { name: /Something new came in/ }).click();
  await expect(page.locator("#timeline")).toContainText("Awful");
});

test("a batch answers row by row, refuses only the bad one with a reason, and knows it the second time", async ({ own, open }) => {
  const key = await own.key();
  const page = await open(own, "manager");
  await page.goto("/");
  await expect(page.locator(".today")).toHaveAttribute("data-state", "on");
  const rows = [call(sorine, "b1", { subject: "First of the batch" }), call(sorine, "b2", { channel: "telepathy" }), call(aase, "b3", { subject: "Third of the batch" })];
  const first = await own.api(key, "POST", "/api/v1/interactions/batch", rows);
  expect(first.body).toMatchObject({ recorded: 2, duplicate: 0, refused: 1 });
  expect(first.body.results.map((r) => r.status)).toEqual(["recorded", "refused", "recorded"]);
  expect(first.body.results[1].problem.errors?.[0]?.field ?? first.body.results[1].problem.field).toBe("channel");
  await expect(page.locator(".stream")).toContainText("First of the batch");
  await expect(page.locator(".stream")).toContainText("Third of the batch");
  const again = await own.api(key, "POST", "/api/v1/interactions/batch", rows);
  expect(again.body).toMatchObject({ recorded: 0, duplicate: 2, refused: 1 });
});
