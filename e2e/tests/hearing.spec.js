import { expect, sorine, test, toast } from "../support/fixtures.js";

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

const card = `/card?identifier=email:${sorine.email}`;
const topicOf = (page, name) => page.locator("tbody tr", { hasText: name });

// tried tries a message on the page of topics and words.
async function tried(page, text) {
  await page.getByLabel("A message, as").fill(text);
  await page.getByRole("button", { name: "Read it" }).click();
  await expect(page.getByLabel("A message, as"), "what was typed stays").toHaveValue(text);
  return page.locator("#try");
}

test("a topic of one's own is told by its words on the page, and on cards, of earlier messages too", async ({ own, open }) => {
  const text = "The inverter on my roof makes a terrible noise, I am very disappointed.";
  const got = await own.api(await own.key(), "POST", "/api/v1/interactions", mail("solar", text));
  expect(got.status).toBeLessThan(300);
  const reader = await open(own, "frontline");
  const heard = reader.locator(".say", { hasText: text }).first().locator(".say-heard");
  await reader.goto(card);
  await expect(heard).toBeVisible();
  await expect(heard).not.toContainText("Solar panels");

  const page = await open(own, "admin");
  await page.goto("/settings");
  await page.getByRole("link", { name: "Topics and words" }).click();
  await page.getByRole("navigation", { name: "Language" }).getByRole("link", { name: "English" }).click();
  await page.getByRole("link", { name: "Add a topic" }).click();
  await expect(page.getByLabel("Called")).toBeFocused();
  await page.getByLabel("Called").fill("Solar panels");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await toast(page, "Give it words to be told by");
  await expect(topicOf(page, "Solar panels")).toContainText("never told");

  await topicOf(page, "Solar panels").getByRole("link", { name: "Edit" }).click();
  const words = page.getByLabel("Your words in English");
  await words.fill("inverter+\n(solar panel+");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(words).toHaveAttribute("aria-invalid", "true");
  await expect(words).toHaveAccessibleDescription(/Row 2/);
  await expect(words, "nothing is lost").toHaveValue("inverter+\n(solar panel+");
  await words.fill("inverter+\nsolar panel+");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(topicOf(page, "Solar panels").locator("code")).toHaveText(["inverter+", "solar panel+"]);

  await expect(await tried(page, "When will my solar panels come? I am very disappointed.")).toContainText("Solar panels by “solar panels”");
  await expect(await tried(page, "I am very disappointed by you.")).toContainText("None of the topics");
  await reader.goto(card);
  await expect(heard.locator(".tag", { hasText: "Solar panels" })).toHaveAttribute("title", /“inverter”/);

  await topicOf(page, "Solar panels").getByRole("link", { name: "Edit" }).click();
  await page.getByRole("button", { name: "Remove this topic" }).click();
  const said = await toast(page, "Removed, with its words.");
  await expect(topicOf(page, "Solar panels")).toHaveCount(0);
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(topicOf(page, "Solar panels").locator("code")).toHaveCount(2);
});

test("words that come with the program are switched off, and on by one click", async ({ own, open }) => {
  const page = await open(own, "lead");
  await page.goto("/settings/hearing?language=en&edit=billing");
  await page.getByRole("checkbox", { name: "invoice+", exact: true }).uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(topicOf(page, "Invoices")).toContainText("1 off");
  const said = await toast(page, "Saved.");
  const beside = await open(own, "lead");
  await beside.goto("/settings/hearing?language=en");
  await expect(await tried(beside, "Where is my invoice?")).toContainText("None of the topics");
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(topicOf(page, "Invoices")).not.toContainText("off");
  await expect(await tried(beside, "Where is my invoice?")).toContainText("Invoices by “invoice”");
});

test("a language is expected at a touchpoint, and anywhere", async ({ own, open }) => {
  const page = await open(own, "admin");
  await page.goto("/settings/hearing");
  const languages = page.getByRole("region", { name: "Languages expected" });
  for (const [place, row, language] of [["help.phone", "help.phone", "Swedish"], ["", "Anywhere else", "Danish"]]) {
    await languages.getByLabel("Where").selectOption(place);
    const where = place ? await languages.getByLabel("Where").locator("option:checked").innerText() : row;
    await languages.getByLabel("Language").selectOption(language);
    await languages.getByRole("button", { name: "Expect it there" }).click();
    await expect(languages.getByRole("row", { name: where.trim() })).toContainText(language);
  }
  await languages.getByRole("button", { name: "Remove Anywhere else" }).click();
  await expect(languages.getByRole("row", { name: "Anywhere else" })).toHaveCount(0);
});

test("what a message is about is corrected on the card, and undone", async ({ own, open }) => {
  const text = "The delivery is late again, I am very disappointed.";
  const got = await own.api(await own.key(), "POST", "/api/v1/interactions", mail("topics", text));
  expect(got.status).toBeLessThan(300);
  const page = await open(own, "frontline");
  const heard = page.locator(".say", { hasText: text }).first().locator(".say-heard");
  const topic = (name) => heard.locator(".tag", { hasText: name });
  await page.goto(card);
  await expect(topic("Delivery")).toHaveAttribute("title", /sure/);

  await page.locator(".say", { hasText: text }).first().getByRole("link", { name: "That’s wrong" }).click();
  const form = page.getByRole("region", { name: "What it is about" });
  await expect(form.getByRole("checkbox", { checked: true })).toHaveCount(1);
  await expect(form.getByLabel("Delivery", { exact: true })).toBeChecked();
  await form.getByLabel("Because").fill("Nothing has changed");
  await form.getByRole("button", { name: "Say so" }).click();
  await expect(form, "it is said beside the topics").toContainText("It is this already");
  await form.getByLabel("Delivery", { exact: true }).uncheck();
  await form.getByLabel("Invoices", { exact: true }).check();
  await form.getByLabel("Because").fill("She means the bill for it");
  await form.getByRole("button", { name: "Say so" }).click();
  const said = await toast(page, "Noted, and counted from now on.");
  await expect(page.getByRole("region", { name: "Said so far" })).toContainText("What it is about: Invoices, not Delivery.");

  const beside = await open(own, "manager");
  await beside.goto(card);
  const there = beside.locator(".say", { hasText: text }).first().locator(".say-heard");
  await expect(there.locator(".tag", { hasText: "Invoices" })).toHaveAttribute("title", "A colleague said so");
  await expect(there).not.toContainText("Delivery");

  await said.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("status")).toContainText("in force again");
  await expect(form.getByLabel("Delivery", { exact: true })).toBeChecked();
  await page.goto(card);
  await expect(topic("Delivery")).toHaveAttribute("title", /sure/);
  await expect(topic("Invoices")).toHaveCount(0);
});
