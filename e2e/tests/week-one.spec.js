// The walk that docs/week-one.md tells, from an empty directory to a company that
// is live. The guide's pictures are taken here, so that what it shows is so.
import { join } from "node:path";
import { expect, test, toast } from "../support/fixtures.js";
import { attempt, run } from "../support/regard.js";
import { bring, picture } from "../support/week.js";

const ada = "/card?identifier=external:crm:C-1";
const card = (number) => `/card?identifier=external:crm:${number}`;
const password = "five green apples fall";
const map = (fields) => Object.entries(fields).flatMap(([field, column]) => ["--map", `${field}=${column}`]);

test("a new company goes from empty to live in a week", async ({ empty, open }) => {
  test.setTimeout(300_000);
  const files = bring(join(empty.data, "..", `week-${process.pid}`));
  const file = (name) => join(files, name);
  const regard = (...args) => attempt(...args, "--data", empty.data);
  const page = await open(empty);
  const press = (name, within = page) => within.getByRole("button", { name, exact: true }).click();
  const fill = async (fields) => {
    for (const [label, value] of Object.entries(fields)) await page.getByLabel(new RegExp(`^${label}(?!s)`)).fill(value);
  };

  await test.step("Monday: the first sign-in", async () => {
    await page.goto(await empty.firstLink());
    await fill({ "Company name": "Fjordvarme", "Your own e-mail addresses": "@fjordvarme.example", "Your name": "Berit Aas", "E-mail": "berit@fjordvarme.example", Password: password });
    await page.getByLabel("Time zone").selectOption("Europe/Oslo");
    await page.getByLabel("Currency").selectOption("NOK");
    await page.getByLabel("Phone numbers are from").selectOption("NO");
    await picture(page, "begin", page.locator(".sheet-page"));
    await press("Begin");
    await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
    await picture(page, "empty");
    await page.goto("/settings");
    await expect(page.getByLabel("Company name")).toHaveValue("Fjordvarme");
  });

  await test.step("Monday: the organisation, tried and then done", async () => {
    const tried = await regard("import", "org", file("organisation.csv"), "--dry-run");
    expect(tried.stdout).toContain("11 changes");
    expect(tried.stdout + tried.stderr).toContain("nothing was changed");
    await page.goto("/settings/employees");
    await page.getByRole("link", { name: "Import a file" }).first().click();
    await page.getByLabel("CSV file").setInputFiles(file("organisation.csv"));
    await press("Show what it would change");
    const plan = page.getByRole("region", { name: "What it would change" });
    await expect(plan).toContainText("11 changes");
    await picture(page, "organisation", plan);
    await press("Do this");
    await expect(page.getByRole("status")).toContainText("11 changes");
    const again = await regard("import", "org", file("organisation.csv"), "--dry-run");
    expect(again.stdout, "the same file again").toContain("0 changes");
    await page.goto("/settings/contributors");
    await expect(page.getByRole("main")).toContainText("Installation north");
  });

  await test.step("Monday: touchpoints and outcomes", async () => {
    const touchpoints = [
      ["Sales call", "sales.call", "buy", "sales", ""],
      ["Delivery at the door", "delivery.doorstep", "get", "vestfrakt", "delivery"],
      ["Installation at home", "home.visit", "get", "field", "visit"],
      ["Phone", "help.phone", "help", "support", ""],
      ["Chat", "help.chat", "help", "support", ""],
    ];
    for (const [name, key, stage, owner, kind] of touchpoints) {
      await page.goto("/settings/touchpoints?add#form");
      await fill({ Name: name, Key: key });
      await page.getByLabel("Stage").selectOption(stage);
      await page.getByLabel("Owner").selectOption(owner);
      if (kind) await page.getByLabel("What happens there").selectOption(kind);
      if (key.startsWith("help.")) await page.getByLabel("Things are reported here").check();
      if (key === "help.phone") await picture(page, "touchpoint", page.locator(".side-form"));
      await press("Add");
      await expect(page.getByRole("row", { name: new RegExp(name) })).toBeVisible();
    }
    await page.goto("/settings/outcomes?add#form");
    await fill({ Outcome: "left_a_mess", Leaves: "-0.5" });
    await picture(page, "outcomes");
    await press("Add");
    await expect(page.getByRole("row", { name: /left a mess/ })).toBeVisible();
  });

  await test.step("Monday: who may sign in, and what they see", async () => {
    for (const [name, email, role, works] of [
      ["Jonas Vik", "jonas@fjordvarme.example", "manager", "support"],
      ["Kari Moe", "kari@fjordvarme.example", "frontline", "support"],
      ["Stian Moe", "stian@vestfrakt.example", "partner", "vestfrakt"],
    ]) {
      await page.goto("/settings/users?add#form");
      await fill({ Name: name, "E-mail": email });
      await page.locator(`input[name=role][value=${role}]`).check();
      await page.getByLabel("Works for").selectOption(works);
      if (role === "frontline") await picture(page, "users", page.locator(".side-form"));
      await press("Make a link");
      await expect(page.getByRole("heading", { name: `A link for ${name}` })).toBeVisible();
    }
  });
  const stian = await open(empty);
  await stian.goto(await page.locator(".once code").innerText());
  await stian.getByLabel("Password").fill("nine blue plums float");
  await stian.getByRole("button").last().click();
  await expect(stian.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();

  await test.step("Tuesday: what happened before", async () => {
    const customers = ["import", "customers", file("customers.csv"), ...map({ "external:crm": "Id", name: "Full name", email: "E-mail", phone: "Phone", account: "Account", value: "Sales a year" })];
    const tried = await regard(...customers, "--dry-run");
    expect(tried.code, "one row is refused").toBe(1);
    await page.goto("/customers");
    await expect(page.getByText("No customers yet.")).toBeVisible();
    const brought = await regard(...customers);
    expect(brought.code).toBe(1);
    expect(brought.stdout).toContain("gro.ness at post.example is not an e-mail address");
    const contacts = await regard("import", "csv", file("contacts.csv"), "--source", "telephony", ...map({ occurred_at: "Started", "external:crm": "Customer no" }));
    expect(contacts.stdout).toMatch(/24 +23 +0 +1/);
    const mail = await regard("import", "mail", file("mail.mbox"));
    expect(mail.stdout).toMatch(/7 +6 +0 +1/);
    const again = await regard("import", "mail", file("mail.mbox"));
    expect(again.stdout, "the same again").toMatch(/7 +0 +6 +1/);
    await page.goto("/outgoing");
    await expect(page.getByText("Nothing has been offered yet."), "history wakes nothing").toBeVisible();
    await page.goto("/customers");
    await expect(page.getByRole("link", { name: /Ada Berg/ })).toBeVisible();
    await picture(page, "customers");
  });

  await test.step("Tuesday: is it right", async () => {
    expect(await run("check", "--data", empty.data)).toContain(" 0 differ");
    await page.goto("/suggestions");
    await picture(page, "suggestion", page.locator(".pair-card").first());
    await page.getByRole("link", { name: "Merge…" }).first().click();
    await expect(page.getByRole("heading", { level: 1, name: "Are these one customer?" })).toBeVisible();
    await fill({ Why: "She moved, and got a second number" });
    await press("Merge");
    await expect(page.getByRole("heading", { level: 1, name: "Maja Holm" })).toBeVisible();
  });

  const saying = (text) => page.locator("li.say", { hasText: text });
  const correct = async (number, text) => {
    await page.goto(card(number));
    await page.locator("li.episode > details").evaluateAll((all) => all.forEach((d) => (d.open = true)));
    await saying(text).getByRole("link", { name: "That’s wrong" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "That’s wrong" })).toBeVisible();
  };
  const judge = async (title, button, why, choose) => {
    const form = page.getByRole("region", { name: title }).locator("form").filter({ has: page.getByRole("button", { name: button }) }).first();
    await choose?.(form);
    await form.getByLabel("Because").fill(why);
    if (title === "What it left") await picture(page, "correct", page.getByRole("region", { name: title }));
    await form.getByRole("button", { name: button }).click();
  };

  await test.step("Wednesday: the first card, and what is wrong on it", async () => {
    await page.goto(ada);
    await expect(page.getByRole("heading", { level: 1, name: "Ada Berg" })).toBeVisible();
    await picture(page, "card");

    await correct("C-1", "Great job, really");
    await judge("What it left", "Correct it", "She is being ironic", (form) => form.getByRole("radio", { name: "very bad" }).check());
    await toast(page, "Noted");
    await correct("C-1", "Does Wednesday");
    await judge("Which episode", "Put it there", "It is about the same hole", async (form) => form.getByLabel("It really").selectOption({ label: await wall(page) }));
    await correct("C-1", "Does Wednesday");
    await judge("Where it was", "Move it there", "It is about the visit", (form) => form.getByLabel("Touchpoint").selectOption("home.visit"));
    await correct("C-5", "It is noisy");
    await judge("Whose it is", "Give it to them", "Per called from his sister's phone", (form) => form.getByLabel("It was really").fill("per.dahl@post.example"));
    await correct("C-8", "A new filter");
    await judge("It should not count", "Take it out", "Logged twice");

    await page.goto(card("C-2"));
    const late = page.locator("li.episode", { hasText: "Order 4712" });
    if (!(await late.locator("> details").evaluate((d) => d.open))) await late.locator("> details > summary").click();
    await late.locator(".charge summary").click();
    await late.evaluate((e) => e.scrollIntoView());
    await picture(page, "charge", null);
    await late.getByRole("button", { name: "Vestfrakt" }).click();
    await expect(late.locator(".episode-why")).toContainText("Vestfrakt");
    await page.goto(ada);
    await picture(page, "card-after");
    expect(await run("check", "--data", empty.data)).toContain(" 0 differ");
  });

  await test.step("Thursday: a share is contested and decided", async () => {
    await stian.goto(ada);
    await stian.locator("li.episode > details").evaluateAll((all) => all.forEach((d) => (d.open = true)));
    await stian.getByRole("link", { name: "Not our doing" }).first().click();
    await stian.getByLabel("Why it was not you").fill("It was handed to us five days late, see the scan.");
    await stian.getByRole("button", { name: "Contest it" }).click();
    await page.goto("/contests");
    const contest = page.locator(".contest");
    await contest.getByLabel("If they are right, it was").selectOption("sales");
    await contest.getByLabel("Because").fill("The scan says so");
    await picture(page, "contest", contest);
    await press("They are right");
    await expect(page.getByText("Nothing to decide.")).toBeVisible();
  });

  await test.step("Thursday: not a customer", async () => {
    await page.goto("/card?email=dispatch@vestfrakt.example");
    await page.locator("summary", { hasText: "Not a customer" }).click();
    await page.locator("#class-reason").fill("Delivers our parcels");
    await picture(page, "not-a-customer", page.locator(".card-head .classes .sheet"));
    await press("A supplier");
    await expect(page.getByRole("note").filter({ hasText: "not a customer" })).toContainText("A supplier");
    await page.goto("/settings/not-customers?add#form");
    await fill({ "Address or handle": "@heatweekly.example" });
    await page.getByLabel("Is", { exact: true }).selectOption("newsletter");
    await press("Show whom it concerns");
    await expect(page.locator(".preview")).toContainText("1 record");
    await picture(page, "rules", page.locator(".with-form"));
    await press("Add the rule");
    await toast(page, "Added.");
  });

  await test.step("Thursday: an account, and what its people are to it", async () => {
    await page.goto(card("A-1"));
    await expect(page.getByRole("heading", { level: 1, name: "Storvik Brygge AS" })).toBeVisible();
    await expect(page.locator(".sentence")).toContainText("Ida Storvik, who decides");
    await press("Pia Lund decides");
    await (await toast(page, "Pia Lund decides now.")).getByRole("button", { name: "Undo" }).click();
    await picture(page, "account");
  });

  await test.step("Thursday: the card beside the help desk", async () => {
    await page.goto("/settings/frames");
    await fill({ "Their addresses": "https://desk.fjordvarme.example" });
    await press("Save");
    await expect(page.getByLabel("Their addresses")).toHaveValue("https://desk.fjordvarme.example");
    await picture(page, "elsewhere");
    await page.setViewportSize({ width: 390, height: 700 });
    await page.goto("/card?compact&email=ada.berg@post.example");
    await expect(page.getByRole("heading", { level: 1, name: "Ada Berg" })).toBeVisible();
    await picture(page, "pane");
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  await test.step("Thursday: a spot for bystanders", async () => {
    await page.goto("/settings/spots?add#form");
    await fill({ Name: "Van 3", "The question": "How do we drive?" });
    await page.getByLabel("Touchpoint", { exact: true }).selectOption("delivery.doorstep");
    await page.getByLabel("Whose van, desk or site").selectOption("vestfrakt");
    await press("Add");
    await page.getByRole("link", { name: "Print it" }).click();
    await picture(page, "spot", page.locator(".code-card"));
    const path = "/by/" + (await page.locator(".code-address").innerText()).split("/by/")[1];
    const passing = await open(empty, null, { viewport: { width: 390, height: 760 }, javaScriptEnabled: false });
    await passing.goto(path);
    await picture(passing, "bystander");
    await passing.getByRole("radio", { name: /bad/ }).first().check();
    await passing.getByLabel("In your own words").fill("Parked on the pavement");
    await passing.getByRole("button", { name: "Send" }).click();
    await expect(passing.getByRole("heading", { name: "Thank you" })).toBeVisible();
    await page.goto("/remarks");
    await expect(page.locator("li.remark")).toContainText("Parked on the pavement");
    await picture(page, "remarks");
    await press("Let in", page.locator("li.remark"));
    await expect(page.locator("li.remark")).toHaveCount(0);
  });

  await test.step("Friday: privacy", async () => {
    await page.goto("/settings/privacy");
    await page.locator("#kind").selectOption("identifier:phone");
    await page.getByRole("checkbox", { name: "Manager" }).check();
    await press("Mask it");
    await page.goto("/settings/privacy?edit");
    await page.locator("#words").fill("730");
    await press("Save");
    await page.goto("/settings/privacy?preview");
    await picture(page, "privacy");

    await page.goto(card("C-8"));
    await page.locator("details.more summary").click();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: /^Archive/ }).click();
    expect((await download).suggestedFilename()).toMatch(/\.zip$/);
    await page.goto(card("C-8"));
    await page.locator("details.more summary").click();
    await page.getByRole("link", { name: /^Erase/ }).click();
    await page.getByLabel(/^Type /).fill("Rolf Eide");
    await picture(page, "erase", page.locator(".narrow-page"));
    await press("Erase for good");
    await toast(page, "Erased");
    await page.goto("/customers?q=rolf.eide@post.example");
    await expect(page.getByRole("main")).not.toContainText("Rolf Eide");
  });

  await test.step("Friday: for how many we can tell", async () => {
    await expect(async () => {
      await page.goto("/customers/coverage");
      await press("Count again");
      await expect(page.getByText(/is known for/)).toBeVisible({ timeout: 500 });
    }).toPass();
    await picture(page, "coverage");
  });

  await test.step("Friday: who is reached, and going live", async () => {
    await page.goto("/outgoing");
    await fill({ "Who is reached before you go live": "@fjordvarme.example" });
    await press("Save");
    await page.getByLabel("To", { exact: true }).fill("ada.berg@post.example");
    await press("Try");
    await expect(page.getByText("It would be held: not live")).toBeVisible();
    await picture(page, "going-live");
    await press("Go live");
    await expect(page.getByRole("link", { name: "Not live" })).toHaveCount(0);
    await page.goto("/settings/employees");
    await expect(page.locator("#figures")).toContainText("off");
    await picture(page, "figures", page.locator("#figures"));
    await page.goto("/contributors/support");
    await expect(page.getByRole("region", { name: "People" })).toContainText("Figures of single people are off");
    expect(await run("check", "--data", empty.data)).toContain(" 0 differ");
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 1280, height: 640 });
    await page.goto("/");
    await expect(page.getByText("Parked on the pavement")).toBeVisible();
    await picture(page, "today-dark");
  });
});

// wall finds the label of the episode that began with the wall.
async function wall(page) {
  return (await page.getByLabel("It really").locator("option").allInnerTexts()).find((t) => /wall/i.test(t));
}
