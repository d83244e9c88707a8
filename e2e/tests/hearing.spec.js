import { expect, sorine, test } from "../support/fixtures.js";

const mail = (ref, text) => ({ source: "e2e-hearing", source_ref: ref, occurred_at: new Date().toISOString(), channel: "email", touchpoint: "help.mail", contributor: "support", identifiers: [{ kind: "email", value: sorine.email }], text });

// What is said of a message, and the words that are pointed at.
const messages = [
  { text: "Hei. Dette er tredje gang jeg ringer om fakturaen. Jeg er utrolig skuffet over dere!", language: "Norwegian", says: ["negative", "Invoices", "Had to come back"], effort: /tredje gang/, moved: /skuffet/ },
  { text: "Hello. I have been waiting for three weeks for my parcel. This is absolutely terrible!", language: "English", says: ["negative", "Delivery"], effort: /waiting/, moved: /terrible/ },
];

test("what a customer's words say stands below them, in a Norwegian complaint as in an English one", async ({ own, open }) => {
  const key = await own.key();
  const page = await open(own, "frontline");
  for (const [i, m] of messages.entries()) {
    const got = await own.api(key, "POST", "/api/v1/interactions", mail(String(i), m.text));
    expect(got.status).toBeLessThan(300);
    await page.goto(`/card?identifier=email:${sorine.email}`);
    const said = page.locator(".say", { hasText: m.text.slice(0, 30) }).first();
    const heard = said.locator(".say-heard");
    await expect(heard).toContainText(`Heard in ${m.language}`);
    for (const word of m.says) await expect(heard).toContainText(word);
    await expect(heard).toContainText(/\d+\s%\ssure/);
    await expect(said.locator("mark.said-effort").first()).toContainText(m.effort);
    await expect(said.locator("mark.said-moved", { hasText: m.moved })).not.toHaveCount(0);
    await expect(said.locator(".say-text"), "nothing of the text is lost").toHaveText(m.text);
  }
});

test("what is ours is not heard", async ({ own, open }) => {
  const key = await own.key();
  const got = await own.api(key, "POST", "/api/v1/interactions", { ...mail("out", "Vi er veldig skuffet over forsinkelsen, og beklager."), direction: "out" });
  expect(got.status).toBeLessThan(300);
  const page = await open(own, "frontline");
  await page.goto(`/card?identifier=email:${sorine.email}`);
  const said = page.locator(".say", { hasText: "beklager" }).first();
  await expect(said).toBeVisible();
  await expect(said.locator(".say-heard")).toHaveCount(0);
});
