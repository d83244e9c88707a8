// What holds for every page, in both themes and at every width.
import { expect } from "@playwright/test";
import axe from "axe-core";

// sound fails unless the page is accessible and fits. The script is evaluated,
// not added to the page, so the content security policy stays as it is. A theme
// changes nothing but colours: colours asks for the rules about them alone.
export async function sound(page, about, colours = false) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async (colours) => {
    const which = colours ? { runOnly: ["color-contrast", "link-in-text-block"] } : { rules: { "target-size": { enabled: true } } };
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], ...which });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.target.join(" ")}: ${n.html.slice(0, 120)}: ${n.any.concat(n.all).map((c) => c.message)[0] ?? ""}`));
  }, colours);
  expect.soft(found, `${about}: accessibility`).toEqual([]);
}

// fits fails when the page is wider than its window: names what sticks out.
export async function fits(page, about) {
  const wide = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const out = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > room + 1);
    return [`${document.documentElement.scrollWidth} px in ${room} px`, ...out.slice(0, 4).map((e) => e.outerHTML.slice(0, 100))];
  });
  expect.soft(wide, `${about}: sticks out`).toEqual([]);
}
