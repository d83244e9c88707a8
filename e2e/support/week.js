// The week that docs/week-one.md tells: its sample files, and its pictures.
import { expect } from "@playwright/test";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const docs = resolve(import.meta.dirname, "../../docs");

// The Friday that ends the week of the sample files.
const friday = Date.UTC(2026, 10, 20);
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

// bring copies the sample files into a directory, moved in time so that their
// Friday is today: impressions fade, and the pictures should not.
export function bring(into) {
  mkdirSync(into, { recursive: true });
  const by = Math.floor((Date.now() - friday) / 86_400_000) * 86_400_000;
  const moved = (y, m, d) => new Date(Date.UTC(y, m, d) + by);
  for (const name of readdirSync(join(docs, "week-one"))) {
    const text = readFileSync(join(docs, "week-one", name), "utf8")
      .replace(/\b(20\d\d)-(\d\d)-(\d\d)\b/g, (_, y, m, d) => moved(y, m - 1, d).toISOString().slice(0, 10))
      .replace(/\w{3}, (\d\d?) (\w{3}) (20\d\d)/g, (_, d, m, y) => {
        const t = moved(y, months.indexOf(m), d);
        return `${days[t.getUTCDay()]}, ${t.getUTCDate()} ${months[t.getUTCMonth()]} ${t.getUTCFullYear()}`;
      });
    writeFileSync(join(into, name), text);
  }
  return into;
}

// picture takes a picture for the guide when it is asked for (npm run pictures):
// of the part that is given, of what stands in the window (null), and otherwise of
// the page from its top.
export async function picture(page, name, part) {
  if (!process.env.REGARD_PICTURES) return;
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.querySelector("#toasts")?.replaceChildren());
  if (part === undefined) await page.evaluate(() => scrollTo(0, 0));
  const path = join(docs, "pictures", `week-one-${name}.png`);
  await (part ?? page).screenshot({ path, animations: "disabled", caret: "hide" });
  expect.soft(statSync(path).size, `${name} in bytes`).toBeLessThan(160_000);
}
