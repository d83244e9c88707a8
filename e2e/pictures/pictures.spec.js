import { expect, test } from "@playwright/test";
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Regard, run } from "../support/regard.js";
import { password, users } from "../support/seed.js";

const into = resolve(import.meta.dirname, "../../docs/pictures");

test("pictures", async ({ browser }) => {
  const data = mkdtempSync(join(tmpdir(), "regard-pictures-"));
  rmSync(data, { recursive: true });
  await run("demo", "--load", "--customers", "3000", "--interactions", "45000", "--data", data);
  const server = await Regard.serve(data);
  try {
    const cookie = { name: "regard", value: await server.cookie(users.lead.email, password), url: server.url };
    const key = await server.key("read");
    const who = await telling(server, key);
    mkdirSync(into, { recursive: true });
    for (const colorScheme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, baseURL: server.url, colorScheme, reducedMotion: "reduce", locale: "en-GB", timezoneId: "Europe/Oslo" });
      await context.addCookies([cookie]);
      const page = await context.newPage();
      const take = async (name, path, then) => {
        await page.goto(path);
        await then?.();
        await page.evaluate(() => document.fonts.ready);
        const to = join(into, `${name}${colorScheme === "dark" ? "-dark" : ""}.png`);
        await page.screenshot({ path: to });
        expect.soft(statSync(to).size, `${name} in bytes`).toBeLessThan(300_000);
      };
      await take("today", "/");
      await take("card", `/customers/${who}`);
      await take("customers", "/customers");
      await take("suggestions", "/suggestions");
      await take("log", "/log", async () => {
        await page.getByLabel("Who").pressSequentially("kari");
        await expect(page.locator("#log-found [role=option]").first()).toBeVisible();
      });
      await page.setViewportSize({ width: 390, height: 844 });
      await take("card-narrow", `/customers/${who}`);
      await context.close();
    }
  } finally {
    await server.stop();
    rmSync(data, { recursive: true, force: true });
  }
});

// telling finds a customer with much to tell: known well, off the middle, and in
// touch of late.
async function telling(server, key) {
  let best, next = "";
  for (let i = 0; i < 40; i++) {
    const { body } = await server.api(key, "GET", "/api/v1/customers?limit=100" + (next && "&cursor=" + encodeURIComponent(next)));
    for (const c of body.items) {
      const r = c.relationship;
      if (c.kind !== "person" || !r.enough || !c.name) continue;
      const telling = Math.min(c.episodes, 14) * 4 - (r.high - r.low) + (r.band === "strained" ? 10 : 0) - (Date.now() - new Date(c.last_at)) / 86_400_000 / 3;
      if (!best || telling > best.telling) best = { telling, id: c.id };
    }
    if (!(next = body.next)) break;
  }
  return best.id;
}
