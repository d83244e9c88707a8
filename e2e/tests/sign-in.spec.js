import { expect, password, test, users } from "../support/fixtures.js";

async function signIn(page, { email }, word = password) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(word);
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a wrong password and an unknown address are refused in the same words, and what was typed stays", async ({ house, open }) => {
  const page = await open(house);
  await page.goto("/sign-in");
  await signIn(page, users.manager, "not the password");
  const known = await page.getByRole("alert").innerText();
  await expect(page.getByLabel("E-mail")).toHaveValue(users.manager.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await signIn(page, { email: "nobody@nowhere.example" }, "not the password");
  await expect(page.getByRole("alert")).toHaveText(known);
});

test("signing in leads to the page that was asked for, and signing out ends it", async ({ own, open }) => {
  const page = await open(own);
  await page.goto("/customers?q=Ola");
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await signIn(page, users.frontline);
  await expect(page).toHaveURL(/\/customers\?q=Ola$/);
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByText("You have signed out.")).toBeVisible();
  await page.goto("/customers");
  await expect(page, "the session is over").toHaveURL(/\/sign-in/);
});

test("signing in never leads to another site", async ({ house, open }) => {
  for (const next of ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]) {
    const page = await open(house);
    await page.goto("/sign-in?next=" + encodeURIComponent(next));
    await signIn(page, users.frontline);
    await expect(page).toHaveURL(house.url + "/");
  }
});

test("guessing is slowed down", async ({ own, open }) => {
  for (let i = 0; i < 10; i++) await fetch(own.url + "/sign-in", { method: "POST", body: new URLSearchParams({ email: users.lead.email, password: "guess " + i }) });
  const page = await open(own);
  await page.goto("/sign-in");
  await signIn(page, users.lead);
  await expect(page.getByRole("heading", { name: "Too many tries" })).toBeVisible();
});

test("sessions are listed, and one that is revoked is thrown out at its next step", async ({ own, open }) => {
  const here = await open(own);
  await here.goto("/sign-in");
  await signIn(here, users.executive);
  await expect(here.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  const there = await open(own, null, { userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" });
  await there.goto("/sign-in");
  await signIn(there, users.executive);
  await expect(there.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();

  await here.goto("/you");
  const sessions = here.getByRole("region", { name: "Where you are signed in" });
  await expect(sessions.getByRole("row", { name: /this one/ })).toHaveCount(1);
  await sessions.getByRole("row", { name: /Firefox/ }).getByRole("button", { name: /Sign out/ }).click();
  await expect(sessions.getByRole("row", { name: /Firefox/ })).toHaveCount(0);
  await there.goto("/customers");
  await expect(there).toHaveURL(/\/sign-in/);
  await here.goto("/customers");
  await expect(here.getByRole("heading", { level: 1, name: "Customers" })).toBeVisible();
});

test("a new password ends all other sessions, and only it works from then on", async ({ own, open }) => {
  const there = await open(own, "manager");
  const here = await open(own);
  await here.goto("/sign-in?next=/you");
  await signIn(here, users.manager);
  await here.getByLabel("The one you have").fill("not it");
  await here.getByLabel("The new one").fill("seven yellow pears roll");
  await here.getByRole("button", { name: "Change it" }).click();
  await expect(here.getByLabel("The one you have")).toHaveAccessibleDescription(/wrong|not/i);
  await here.getByLabel("The one you have").fill(password);
  await here.getByLabel("The new one").fill("seven yellow pears roll");
  await here.getByRole("button", { name: "Change it" }).click();
  await expect(here.getByRole("status")).toContainText(/password/i);
  await there.goto("/customers");
  await expect(there).toHaveURL(/\/sign-in/);
  await signIn(there, users.manager);
  await expect(there.getByRole("alert")).toBeVisible();
  await signIn(there, users.manager, "seven yellow pears roll");
  await expect(there).toHaveURL(/\/customers$/);
});

test("the theme that somebody chose is there on the next page, before anything is drawn", async ({ house, open }) => {
  const page = await open(house, "frontline");
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.goto("/customers");
  const light = await ground();
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Dark" }).click();
  await expect.poll(ground).not.toBe(light);
  const answer = await page.goto("/log");
  expect(await answer.text()).toContain('data-theme="dark"');
  expect(await ground()).not.toBe(light);
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "As the system" }).click();
  await expect.poll(ground).toBe(light);
  await page.reload();
  expect(await ground()).toBe(light);
});
