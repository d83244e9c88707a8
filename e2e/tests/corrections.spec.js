// Where the machine is wrong, people say so: on the card, in place, with the
// machine's own judgement kept beside theirs, and everything undone by one click.
import { aase, customer, expect, newcomer, stillNothing, test, toast } from "../support/fixtures.js";

const subject = "Where is my router";
const order = "Order E2E-7";
const at = (who) => `/card?identifier=${encodeURIComponent("email:" + who.email)}`;
const episodeOf = (page, text) => page.locator("#timeline li.episode", { hasText: text });

// unfolded opens a customer's card and one episode of it.
async function unfolded(page, who, text) {
  await page.goto(at(who));
  const episode = episodeOf(page, text).first();
  if (!(await episode.locator("> details").evaluate((d) => d.open))) await episode.locator("> details > summary").click();
  return episode;
}

// wrong opens the page that says what is wrong with an interaction.
async function wrong(page, who, text) {
  const episode = await unfolded(page, who, text);
  await episode.locator("li.say", { hasText: text === order ? "Fjordfrakt" : text }).first().getByRole("link", { name: "That’s wrong" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "That’s wrong" })).toBeVisible();
  return page.url();
}

const part = (page, title) => page.getByRole("region", { name: title });
const undo = async (page, text) => (await toast(page, text)).getByRole("button", { name: "Undo" }).click();
const noted = "Noted, and counted from now on.";

// say fills one of the page's forms in and sends it.
async function say(form, button, reason) {
  await form.getByLabel("Because").fill(reason);
  await form.getByRole("button", { name: button }).click();
}

test("an impression is corrected: the chip changes, what the machine said stays beside it, and one click undoes it", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await wrong(page, aase, subject);
  const judged = part(page, "What it left").locator(".judged", { hasText: "Their words" });
  const before = await judged.locator(".chip").innerText();
  expect(before).toContain("−");

  await judged.locator("form", { hasText: "It was really" }).first().getByLabel("very good").check();
  await say(judged.locator("form").first(), "Correct it", "They were joking: I spoke to them");
  await expect(judged.locator(".chip")).toContainText("+0.80");
  await expect(judged).toContainText(/the machine said −0\.\d+/);
  await expect(part(page, "Said so far")).toContainText("They were joking: I spoke to them");
  await expect(part(page, "Said so far")).toContainText("Kari Nordby");

  // The card tells it so, and how the episode counts changes with it.
  const here = page.url();
  const episode = await unfolded(page, aase, subject);
  await expect(episode).toHaveClass(/is-positive/);
  await expect(episode.locator("li.say", { hasText: stillNothing }).locator(".tag", { hasText: "corrected" })).toBeVisible();

  await page.goto(here);
  await judged.locator("form").first().getByLabel("cannot be told").check();
  await say(judged.locator("form").first(), "Correct it", "Nobody can tell");
  await expect(judged.locator(".chip")).toContainText("unknown");
  await expect(judged, "the machine's, not what was corrected before").toContainText(/the machine said −0\.\d+/);
  await undo(page, noted);
  await expect(page.getByRole("status")).toContainText("in force again");
  await expect(judged.locator(".chip"), "what was said before it").toContainText("+0.80");
  await part(page, "Said so far").getByRole("button", { name: "Undo" }).click();
  await expect(judged.locator(".chip"), "the machine's").toContainText(before.match(/−[\d.]+/)[0]);
  await expect(judged).not.toContainText("the machine said");
});

test("who caused it is corrected on its page, and in one click on the card", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await wrong(page, aase, order);
  const judged = part(page, "What it left").locator(".judged", { hasText: "How it went" });
  await expect(judged.locator(".judged-head")).toContainText("Fjordfrakt");
  const form = judged.locator("form", { hasText: "It was really caused by" });
  await form.getByLabel("It was really caused by").selectOption("billing");
  await say(form, "Charge them", "The address on the order was ours");
  await expect(judged.locator(".judged-head .share")).toContainText("Faktura og betaling");
  await undo(page, noted);

  const episode = await unfolded(page, aase, order);
  const charged = episode.locator("dd.charge > .share");
  await expect(charged.first()).toContainText("Fjordfrakt");
  await episode.locator("summary", { hasText: "Charge somebody else" }).click();
  await episode.locator("dd.charge form").locator("button[value=support]").click();
  const said = await toast(page, "is charged with it from now on.");
  await expect(charged.first()).not.toContainText("Fjordfrakt");
  await expect(episode, "the episode is open where one was").toContainText("corrected");
  await said.getByRole("button", { name: "Undo" }).click();
  await unfolded(page, aase, order);
  await expect(charged.first()).toContainText("Fjordfrakt");
});

test("where it was is corrected, and undone", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await wrong(page, aase, subject);
  const form = part(page, "Where it was").locator("form");
  await expect(form.getByLabel("Touchpoint")).toHaveValue("help.email");
  await form.getByLabel("Touchpoint").selectOption("delivery.doorstep");
  await say(form, "Move it there", "It was about the doorstep");
  await expect(form.getByLabel("Touchpoint")).toHaveValue("delivery.doorstep");
  await undo(page, noted);
  await expect(form.getByLabel("Touchpoint")).toHaveValue("help.email");
});

test("an interaction is an episode of its own, begins a new one, or belongs to another, alone or with its whole", async ({ own, open }) => {
  const wrote = (n, thread, subject) => ({
    source: "e2e-episodes", source_ref: `m-${n}`, occurred_at: new Date(Date.now() - (10 - n) * 86_400_000).toISOString(), channel: "email", touchpoint: "help.email",
    contributor: "support", identifiers: [{ kind: "email", value: newcomer.email }], thread, subject, text: `The words of ${subject}.`,
  });
  const got = await own.api(await own.key("read,write"), "POST", "/api/v1/interactions/batch", [wrote(1, "first", "Mail one"), wrote(2, "first", "Mail two"), wrote(3, "first", "Mail three"), wrote(5, "second", "Another matter")]);
  expect(got.body.refused, JSON.stringify(got.body)).toBe(0);

  const page = await open(own, "frontline");
  const episodes = page.locator("#timeline li.episode");
  // shape is how many interactions each of the episodes has, the latest first.
  const shape = async () => (await page.goto(at(newcomer)), Promise.all((await episodes.all()).map((e) => e.locator("li.say").count())));
  expect(await shape()).toEqual([1, 3]);
  await episodeOf(page, "Mail two").locator("> details").evaluate((d) => (d.open = true));
  await page.locator("li.say", { hasText: "Mail two" }).getByRole("link", { name: "That’s wrong" }).click();
  const there = page.url();
  const form = part(page, "Which episode it belongs to").locator("form");
  for (const { choose, whole, said, now } of [
    { choose: "is an episode of its own", said: "It is an episode of its own.", now: [1, 2, 1] },
    { choose: "begins a new episode, and what follows goes along", said: "A new episode begins here.", now: [1, 2, 1] },
    { choose: /^Another matter/, said: "It belongs to another episode.", now: [2, 2] },
    { choose: /^Another matter/, whole: true, said: "Its episode and another are one.", now: [4] },
  ]) {
    await page.goto(there);
    await form.getByLabel("It really").selectOption(await form.locator("option", { hasText: choose }).getAttribute("value"));
    if (whole) await form.getByLabel("with its whole episode").check();
    await say(form, "Put it there", "I asked her");
    await expect(part(page, "Said so far").getByRole("listitem").first()).toContainText(said);
    const beside = page.url();
    expect((await shape()).sort(), said).toEqual([...now].sort());
    await page.goto(beside);
    await part(page, "Said so far").getByRole("listitem").first().getByRole("button", { name: "Undo" }).click();
    await expect(page.getByRole("status")).toContainText("Undone");
    expect(await shape(), `${said} Undone.`).toEqual([1, 3]);
  }
});

test("an interaction is given to whose it is, and comes back; whom nobody is found by is said beside the field", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const there = await wrong(page, aase, subject);
  const form = part(page, "Whose it is").locator("form");
  await form.getByLabel("It was really").fill("nobody of that name");
  await say(form, "Give it to them", "She wrote for her neighbour");
  await expect(form.getByLabel("It was really")).toHaveAccessibleDescription(/Nobody is found by nobody of that name/);
  await expect(form.getByLabel("It was really")).toHaveValue("nobody of that name");
  await expect(form.getByLabel("Because"), "nothing is lost").toHaveValue("She wrote for her neighbour");

  await form.getByLabel("It was really").fill(newcomer.email);
  await form.getByRole("button", { name: "Give it to them" }).click();
  const said = await toast(page, noted);
  await expect(page.locator(".page-head").getByRole("link", { name: newcomer.name }), "it is hers now").toBeVisible();
  const beside = await open(own, "frontline");
  await beside.goto(at(newcomer));
  await expect(episodeOf(beside, subject)).toHaveCount(1);
  await beside.goto(at(aase));
  await expect(episodeOf(beside, subject)).toHaveCount(0);

  await said.getByRole("button", { name: "Undo" }).click();
  await expect(page).toHaveURL(there.replace(/^http:\/\/[^/]+/, own.url));
  await beside.goto(at(aase));
  await expect(episodeOf(beside, subject)).toHaveCount(1);
  await beside.goto(at(newcomer));
  await expect(episodeOf(beside, subject)).toHaveCount(0);
});

test("an interaction that should not count is taken out, and put back", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await wrong(page, aase, subject);
  await say(part(page, "It should not count at all").locator("form"), "Take it out", "A test of ours");
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await expect(episodeOf(page, subject)).toHaveCount(0);
  await undo(page, noted);
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await expect(episodeOf(page, subject)).toHaveCount(1);
});

test("without a reason nothing is corrected: it is asked for beside its field, and what was chosen stays", async ({ own, open }) => {
  const page = await open(own, "frontline");
  await wrong(page, aase, subject);
  const form = part(page, "Where it was").locator("form");
  await form.getByLabel("Touchpoint").selectOption("delivery.doorstep");
  await form.getByRole("button", { name: "Move it there" }).click();
  await expect(form.getByLabel("Because"), "the browser asks first").toBeFocused();
  await say(form, "Move it there", "   ");
  await expect(form.getByLabel("Because")).toHaveAttribute("aria-invalid", "true");
  await expect(form.getByLabel("Because")).toHaveAccessibleDescription(/\w+ \w+/);
  await expect(form.getByLabel("Touchpoint")).toHaveValue("delivery.doorstep");

  const judged = part(page, "What it left").locator("form").first();
  await judged.getByLabel("very good").check();
  await say(judged, "Correct it", " ");
  await expect(judged.getByLabel("Because")).toHaveAttribute("aria-invalid", "true");
  await expect(judged.getByLabel("very good"), "what was chosen stays").toBeChecked();
});

test("an impression is corrected and taken back with the keyboard alone", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const episode = await unfolded(page, aase, subject);
  await episode.locator("li.say", { hasText: stillNothing }).getByRole("link", { name: "That’s wrong" }).focus();
  await page.keyboard.press("Enter");
  const judged = part(page, "What it left").locator(".judged", { hasText: "Their words" });
  await judged.getByLabel("very bad").focus();
  await page.keyboard.press("ArrowDown"); // bad
  await page.keyboard.press("ArrowDown"); // neither
  await expect(judged.getByLabel("neither")).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.type("It was neither");
  await page.keyboard.press("Enter");
  await expect(judged.locator(".chip")).toContainText("0.00");
  await (await toast(page, noted)).getByRole("button", { name: "Undo" }).focus();
  await page.keyboard.press("Enter");
  await expect(judged.locator(".chip")).toContainText("−");
});

test("a partner contests a share, a lead decides, and both cards tell it", async ({ own, open }) => {
  const partner = await open(own, "partner");
  const theirs = await unfolded(partner, aase, order);
  await expect(partner.getByRole("link", { name: "That’s wrong" }), "correcting is not a partner's").toHaveCount(0);
  const contest = () => theirs.getByRole("link", { name: "Not our doing" }).first().click();
  await contest();
  await partner.getByLabel("Why it was not you").fill("  ");
  await partner.getByRole("button", { name: "Contest it" }).click();
  await expect(partner.getByLabel("Why it was not you")).toHaveAttribute("aria-invalid", "true");
  await partner.getByLabel("Why it was not you").fill("We were handed it two days late");
  await partner.getByRole("button", { name: "Contest it" }).click();
  await undo(partner, "Contested.");
  await expect(partner.getByRole("status")).toContainText("Withdrawn");
  await unfolded(partner, aase, order);
  await contest();
  await partner.getByLabel("Why it was not you").fill("We were handed it two days late");
  await partner.getByRole("button", { name: "Contest it" }).click();
  await toast(partner, "Contested. An experience lead decides");
  await unfolded(partner, aase, order);
  await expect(theirs.getByText("contested", { exact: true })).toBeVisible();

  const lead = await open(own, "lead");
  await lead.goto("/");
  await lead.getByRole("navigation", { name: "Main" }).getByRole("link", { name: /Decide/ }).click();
  await lead.getByRole("navigation", { name: "To decide" }).getByRole("link", { name: "Contests" }).click();
  const row = lead.locator("li.contest", { hasText: "We were handed it two days late" });
  await expect(row).toContainText("Stian Moe");
  await row.getByLabel("Because").fill("The scan says so");
  await row.getByLabel("If they are right, it was").selectOption("billing");
  await row.getByRole("button", { name: "They are right" }).click();
  const said = await toast(lead, "The share was taken from them");
  await expect(row).toHaveCount(0);

  // The card charges who it really was; the carrier reads why.
  const card = await open(own, "frontline");
  const episode = await unfolded(card, aase, order);
  await expect(episode.locator("dd.charge > .share").first()).toContainText("Faktura og betaling");
  await expect(episode.getByText("contested", { exact: true })).toHaveCount(0);
  await partner.goto("/contests?all=1");
  await expect(partner.locator("li.contest", { hasText: "We were handed it two days late" }).filter({ hasText: "The scan says so" })).toContainText("accepted");

  // And it can be decided again.
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(row).toBeVisible();
  await unfolded(card, aase, order);
  await expect(episode.locator("dd.charge > .share").first()).toContainText("Fjordfrakt");
  await expect(episode.getByText("contested", { exact: true })).toBeVisible();
  await row.getByLabel("Because").fill("The scan is of another parcel");
  await row.getByRole("button", { name: "It stays theirs" }).click();
  await toast(lead, "The share stays.");
  await lead.goto("/contests?all=1");
  const decided = row.filter({ hasText: "The scan is of another parcel" });
  await expect(decided).toContainText("rejected");
  await decided.getByRole("button", { name: "Decide again" }).click();
  await lead.goto("/contests");
  await expect(row.getByRole("button", { name: "They are right" })).toBeVisible();
});

test("what was corrected is read by the API as labelled examples", async ({ own, open }) => {
  const page = await open(own, "frontline");
  const id = await customer(page, aase);
  await wrong(page, aase, subject);
  const judged = part(page, "What it left").locator(".judged", { hasText: "Their words" }).locator("form").first();
  await judged.getByLabel("very good").check();
  await say(judged, "Correct it", "Meant kindly");
  await toast(page, noted);
  const got = await own.api(await own.key("read,write,admin"), "GET", "/api/v1/corrections?limit=1");
  expect(got.status).toBe(200);
  expect(got.body.items[0]).toMatchObject({ kind: "valence", role: "words", customer_id: id, reason: "Meant kindly", now: { valence: 0.8 }, text: stillNothing, language: "en" });
  expect(got.body.items[0].was.valence, "what the machine said").toBeLessThan(0);
});
