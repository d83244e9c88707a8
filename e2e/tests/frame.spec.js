import { createServer } from "node:http";
import { aase, customer, expect, maja, newcomer, password, test, toast, twins, users } from "../support/fixtures.js";
import { fits, sound } from "../support/axe.js";

// A help desk: a plain page of another origin. Ports tell origins apart, and
// names tell sites apart: 127.0.0.1 is where Regard is, localhost is elsewhere.
const desks = [];
async function desk(html) {
  const server = createServer((_, answer) => answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end("<!doctype html><title>Desk</title>" + html));
  await new Promise((listening) => server.listen(0, listening));
  desks.push(server);
  const { port } = server.address();
  return { near: `http://127.0.0.1:${port}`, far: `http://localhost:${port}` };
}
test.afterAll(() => {
  for (const d of desks) d.close();
});

// lent is a page whose context is signed in to Regard and free to go elsewhere.
async function lent({ browser, contextOptions }, server, open, role) {
  const context = await browser.newContext(contextOptions);
  if (role) await context.addCookies(await (await open(server, role)).context().cookies(server.url));
  return context.newPage();
}

async function allow(open, server, ...origins) {
  const page = await open(server, "admin");
  await page.goto("/settings/frames");
  await page.getByLabel("Their addresses").fill(origins.join("\n"));
  await page.getByRole("button", { name: "Save" }).click();
  await toast(page, "Saved.");
  return page;
}

const card = (server, q) => `<iframe id="it" src="${server.url}/card?${q}" width="360" height="700"></iframe>`;

test("a frame of a site that nobody named is refused by the browser", async ({ own, open, browser, contextOptions }) => {
  const d = await desk(card(own, "compact&email=" + aase.email));
  await allow(open, own, "https://desk.example.com");
  const page = await lent({ browser, contextOptions }, own, open, "frontline");
  const refused = page.waitForEvent("console", (m) => /frame-ancestors/.test(m.text()));
  await page.goto(d.near);
  await refused;
  await expect(page.frameLocator("#it").getByText(aase.name)).toHaveCount(0);
});

test("a named site of the same site shows the card, and nothing else of Regard", async ({ own, open, browser, contextOptions }) => {
  const d = await desk(card(own, "email=" + aase.email) + `<iframe id="whole" src="${own.url}/customers"></iframe><iframe id="log" src="${own.url}/log"></iframe>`);
  await allow(open, own, d.near);
  const page = await lent({ browser, contextOptions }, own, open, "frontline");
  await page.goto(d.near);
  const pane = page.frameLocator("#it");
  await expect(pane.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await expect(pane.locator("form")).toHaveCount(0);
  await expect(page.frameLocator("#whole").locator("main")).toHaveCount(0);
  await expect(page.frameLocator("#log").locator("main")).toHaveCount(0);
  const [whole] = await Promise.all([page.context().waitForEvent("page"), pane.getByRole("link", { name: "Open in Regard" }).click()]);
  await expect(whole.getByRole("navigation", { name: "Main" })).toBeVisible();
});

test("in another site's frame one signs in in a window, and the frame shows the card until the session ends", async ({ own, open, browser, contextOptions }) => {
  const d = await desk(card(own, "email=" + aase.email));
  await allow(open, own, d.far);
  const page = await lent({ browser, contextOptions }, own, open);
  await page.goto(d.far);
  const pane = page.frameLocator("#it");
  await expect(pane.getByRole("heading", { name: "Sign in to see the customer" })).toBeVisible();
  const [window] = await Promise.all([page.context().waitForEvent("page"), pane.getByRole("link", { name: "Sign in" }).click()]);
  await window.getByLabel("E-mail").fill(users.frontline.email);
  await window.getByLabel("Password").fill("not the password");
  await window.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(window.getByRole("alert")).toBeVisible();
  await window.getByLabel("Password").fill(password);
  const closed = window.waitForEvent("close");
  await window.getByRole("button", { name: "Sign in", exact: true }).click();
  await closed;
  await expect(pane.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();

  // What the frame has opens compact cards and nothing else.
  const kept = (await page.context().cookies()).find((c) => c.name === "regard_frame");
  expect(kept).toMatchObject({ httpOnly: true, secure: true, sameSite: "None" });
  const call = (path, method = "GET") => fetch(own.url + path, { method, redirect: "manual", headers: { cookie: "regard_frame=" + kept.value } });
  const ask = async (path, method) => (await call(path, method)).status;
  const led = (await call("/card?compact&email=" + aase.email)).headers.get("location");
  expect(led, "her address stays in none").toMatch(/^\/customers\/cus_\w+\?compact=$/);
  expect(await ask(led)).toBe(200);
  expect(await ask("/card?email=" + aase.email)).toBe(303);
  expect(await ask("/customers?compact")).toBe(303);
  expect(await ask("/log?compact", "POST")).toBe(401);

  // Ended elsewhere, it ends here.
  await page.context().clearCookies({ name: "regard" });
  await page.reload();
  await expect(pane.getByRole("heading", { level: 1, name: aase.name }), "the frame's own cookie is enough").toBeVisible();
  const mine = await open(own);
  await mine.goto("/sign-in?next=/you");
  await mine.getByLabel("E-mail").fill(users.frontline.email);
  await mine.getByLabel("Password").fill(password);
  await mine.getByRole("button", { name: "Sign in", exact: true }).click();
  await mine.getByRole("button", { name: "Sign out everywhere else" }).click();
  await toast(mine, "You are signed out everywhere else.");
  await page.reload();
  await expect(pane.getByRole("heading", { name: "Sign in to see the customer" })).toBeVisible();
});

test("the snippet shows whose card it is told, by attribute and by call, and keeps nothing", async ({ own, open, browser, contextOptions }) => {
  const settings = await open(own, "frontline");
  await settings.goto("/settings/frames");
  await expect(settings.getByText("None yet. An admin can name them.")).toBeVisible();
  const snippet = await settings.locator("pre").first().innerText();
  const d = await desk(snippet.replace("ada@example.com", aase.email));
  await allow(open, own, d.near);
  const page = await lent({ browser, contextOptions }, own, open, "frontline");
  await page.goto(d.near);
  const pane = page.frameLocator("regard-card iframe");
  const heading = pane.getByRole("heading", { level: 1 });
  await expect(heading).toHaveText(aase.name);
  await page.evaluate((email) => document.querySelector("regard-card").setAttribute("email", email), maja.email);
  await expect(pane.getByRole("heading", { level: 1, name: "Who is it?" }).or(pane.getByRole("heading", { level: 1, name: maja.name }))).toBeVisible();
  await page.evaluate((phone) => document.querySelector("regard-card").show({ phone }), aase.phone);
  await expect(heading).toHaveText(aase.name);
  await page.evaluate((number) => document.querySelector("regard-card").show({ number }), twins[0].crm);
  await expect(heading).toHaveText(twins[0].name);
  await page.evaluate(() => document.querySelector("regard-card").show({ phone: "anonymous" }));
  await expect(heading).toHaveText("This names nobody");
  await page.evaluate(() => document.querySelector("regard-card").show({}));
  await expect(heading).toHaveText("No customer here yet");
  expect(await page.evaluate(() => history.length), "the desk's own history").toBeLessThanOrEqual(2);
  expect(await page.evaluate(() => document.cookie + localStorage.length)).toBe("0");
  const again = await fetch(own.url + "/pane.js");
  expect(again.headers.get("cache-control")).toBe("public, max-age=300");
  expect((await fetch(own.url + "/pane.js", { headers: { "if-none-match": again.headers.get("etag") } })).status).toBe(304);
});

test("the bookmarklet finds whose card it is in what is selected, in a link, or asks", async ({ house, open, browser, contextOptions }) => {
  const settings = await open(house, "frontline");
  await settings.goto("/settings/frames");
  const link = await settings.getByRole("link", { name: "Customer’s card" }).getAttribute("href");
  expect(link).toMatch(/^javascript:/);
  const code = decodeURIComponent(link.slice("javascript:".length));
  const d = await desk(`<p id="mail">Write to &lt;${aase.email}&gt;, please.</p><p id="phone">Call 400 00 101 now</p><p id="number">${twins[0].crm}</p><p id="link"><a href="mailto:${aase.email}?subject=x">her</a></p>`);
  const page = await lent({ browser, contextOptions }, house, open, "frontline");
  await page.goto(d.far);
  const press = async (select, wanted) => {
    await page.evaluate((id) => {
      getSelection().removeAllRanges();
      if (id) getSelection().selectAllChildren(document.getElementById(id));
    }, select);
    const [popup] = await Promise.all([page.context().waitForEvent("page"), page.evaluate(code)]);
    await expect(popup.getByRole("heading", { level: 1, name: wanted }), select).toBeVisible();
    await popup.close();
  };
  await press("mail", aase.name);
  await press("phone", aase.name);
  await press("number", twins[0].name);
  await press("link", aase.name);
  await press("", aase.name); // the page's only link
  await page.evaluate(() => document.getElementById("link").remove());
  page.once("dialog", (ask) => ask.accept(newcomer.email));
  await press("", newcomer.name);
});

test("the pane is sound at 360 px in each of its states, light and dark", async ({ house, open }) => {
  const page = await open(house, "frontline", { viewport: { width: 360, height: 700 } });
  const out = await open(house, undefined, { viewport: { width: 360, height: 700 } });
  const states = [
    [page, "email=" + aase.email, aase.name],
    [page, "email=" + newcomer.email, newcomer.name],
    [page, "email=tvilling@e2e.example", "Who is it?"],
    [page, "email=nobody@nowhere.example", "Nobody is known by this"],
    [page, "phone=anonymous", "This names nobody"],
    [page, "", "No customer here yet"],
    [out, "email=" + aase.email, "Sign in to see the customer"],
  ];
  for (const [p, q, title] of states) {
    for (const colorScheme of ["light", "dark"]) {
      await p.emulateMedia({ colorScheme });
      await p.goto("/card?compact&" + q);
      await expect(p.getByRole("heading", { level: 1, name: title })).toBeVisible();
      await sound(p, `${title}, ${colorScheme}`, colorScheme === "dark");
    }
    await fits(p, title);
    await expect(p.locator("form"), title).toHaveCount(0);
  }
  // The chooser leads to the card in the same pane.
  await page.goto("/card?compact&email=tvilling@e2e.example");
  await page.getByRole("link", { name: twins[0].name }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: twins[0].name })).toBeVisible();
  await expect(page.locator("article.pane")).toBeVisible();
});

test("several that are given are one customer's by the strongest, and what one says is no address is said", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(`/card?phone=anonymous&email=${aase.email}`);
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await page.goto(`/card?phone=${encodeURIComponent(aase.phone)}&email=${newcomer.email}`);
  await expect(page.getByRole("heading", { level: 1, name: newcomer.name })).toBeVisible();
  await page.goto(`/card?number=${twins[1].crm}&email=${aase.email}`);
  await expect(page.getByRole("heading", { level: 1, name: twins[1].name })).toBeVisible();

  const admin = await open(house, "admin");
  await admin.goto("/settings/frames");
  await admin.getByLabel("Their addresses").fill("http://desk.example.com");
  await admin.getByRole("button", { name: "Save" }).click();
  await expect(admin.getByLabel("Their addresses")).toHaveAccessibleDescription(/Begin with https:\/\//);
  await expect(admin.getByLabel("Their addresses")).toHaveValue("http://desk.example.com");
});
