import { expect, test, toast } from "../support/fixtures.js";

test("until go-live only the allow-list is reached, and going live can be taken back", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/");
  await page.getByRole("link", { name: "Not live" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Going live" })).toBeVisible();
  await expect(page.getByText("Nothing leaves the house")).toBeVisible();
  await expect(page.getByText("Nothing has been offered yet.")).toBeVisible();

  await page.getByLabel("Who is reached before you go live").fill("@nordlys.example\nhalf an address");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("half an address is neither an address, a @domain, a phone number nor a host.")).toBeVisible();
  await page.getByLabel("Who is reached before you go live").fill("@Nordlys.example\nhttps://hooks.nordlys.example/in?key=1");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel("Who is reached before you go live")).toHaveValue("@nordlys.example\nhooks.nordlys.example");

  const tried = page.getByRole("status").filter({ hasText: "It would" });
  const tries = async (by, to, said) => {
    await page.getByLabel("By", { exact: true }).first().selectOption(by);
    await page.getByLabel("To", { exact: true }).fill(to);
    await page.getByRole("button", { name: "Try" }).click();
    await expect(tried).toContainText(said);
  };
  await tries("E-mail", "kari@nordlys.example", "It would go out: on the allow-list.");
  await tries("E-mail", "kari@elsewhere.example", "It would be held: not live, and not on the allow-list.");
  await tries("Webhook", "https://hooks.nordlys.example/other", "It would go out: on the allow-list.");

  await page.getByRole("button", { name: "Go live" }).click();
  await expect(page.getByRole("link", { name: "Not live" })).toHaveCount(0);
  await tries("E-mail", "kari@elsewhere.example", "It would go out: Regard is live.");
  await page.getByRole("button", { name: "Hold everything again" }).click();
  await expect(page.getByRole("link", { name: "Not live" })).toBeVisible();
  await page.getByRole("button", { name: "Go live" }).click();
  await (await toast(page, "nothing that was held was sent")).getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("link", { name: "Not live" })).toBeVisible();
});

test("a lead may look and not let go; others are not shown the door", async ({ house, open }) => {
  const lead = await open(house, "lead");
  await lead.goto("/outgoing");
  await expect(lead.getByRole("heading", { level: 1, name: "Going live" })).toBeVisible();
  await expect(lead.getByRole("button", { name: "Go live" })).toHaveCount(0);
  await expect(lead.getByRole("button", { name: "Save" })).toHaveCount(0);
  for (const role of ["manager", "frontline", "partner", "executive"]) {
    const page = await open(house, role);
    await page.goto("/");
    await expect(page.getByRole("link", { name: "Not live" })).toHaveCount(0);
    expect((await page.goto("/outgoing")).status()).toBe(403);
  }
});
