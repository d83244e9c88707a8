// What tests get: a server over a copy of the seeded company (own: one for this
// test alone), and pages of somebody's, watched for what must never happen.
import { test as base, expect } from "@playwright/test";
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Regard } from "./regard.js";

export { expect };
export { password, users } from "./seed.js";
export * from "./planted.js";

const seeded = () => JSON.parse(process.env.REGARD_E2E);

let made = 0;
const fresh = (what) => join(seeded().dir, `${what}-${process.pid}-${++made}`);

function copy() {
  const dir = fresh("data");
  cpSync(seeded().data, dir, { recursive: true });
  return dir;
}

async function during(data, use) {
  const server = await Regard.serve(data);
  await use(server);
  await server.stop();
}

export const test = base.extend({
  // house is the worker's server: for tests that change nothing others look at.
  house: [async ({}, use) => during(copy(), use), { scope: "worker" }],

  // own is a server for this test alone; empty, one over an empty directory.
  own: async ({}, use) => during(copy(), use),
  empty: async ({}, use) => {
    const dir = fresh("empty");
    mkdirSync(dir);
    await during(dir, use);
  },

  // open opens a page of a role's (none: nobody's) at a server, in a browser
  // context of its own. What it does wrong fails the test at its end.
  open: async ({ browser, contextOptions, viewport }, use, info) => {
    const trouble = [];
    const contexts = new Map();
    await use(async (server, role, options = {}) => {
      const context = await browser.newContext({ ...contextOptions, viewport, baseURL: server.url, ...options });
      contexts.set(context, server);
      if (role) await context.addCookies([{ name: "regard", value: seeded().sessions[role], url: server.url, httpOnly: true, sameSite: "Lax" }]);
      const page = await context.newPage();
      watch(page, server.url, trouble);
      return page;
    });
    if (info.status !== info.expectedStatus) for (const s of new Set(contexts.values())) await info.attach("server log", { body: s.log });
    for (const c of contexts.keys()) await c.close();
    expect(trouble, "what the pages did wrong besides").toEqual([]);
  },
});

// watch notes errors of scripts, refusals by the content security policy, and
// requests that leave the house. Answers with 4xx are what some tests ask for,
// and the browser logs each; those of the server's own (5xx) are noted. A request
// that a newer one replaces is called off, as it should be.
function watch(page, home, trouble) {
  page.on("pageerror", (e) => trouble.push(`script: ${e.message}`));
  page.on("console", (m) => {
    if (m.type() === "error" && !/status of 4\d\d|^htmx:(sendAbort|afterRequest)/.test(m.text())) trouble.push(`console: ${m.text()}`);
  });
  page.on("request", (r) => {
    if (!r.url().startsWith(home) && !/^(data|blob|about):/.test(r.url())) trouble.push(`request to ${r.url()}`);
  });
  page.on("response", (r) => {
    if (r.status() >= 500) trouble.push(`${r.status()} from ${r.url()}`);
  });
}

// customer finds the planted customer's id.
export async function customer(page, who) {
  await page.goto(`/card?identifier=${encodeURIComponent(who.email ? "email:" + who.email : "external:crm:" + who.crm)}`);
  const link = await page.getByRole("link", { name: "Edit", exact: true }).getAttribute("href");
  return link.split("/")[2];
}

// score reads a card's relationship.
export async function score(page) {
  return Number(await page.locator("#standing .big").innerText().then((s) => s.replace(/\D.*$/s, "")));
}

// toast finds what was just said, and keeps it from going away.
export async function toast(page, text) {
  const said = page.locator(".toast", { hasText: text });
  await said.hover();
  return said;
}
