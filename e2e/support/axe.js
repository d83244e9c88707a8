// What holds for every page, in both themes and at every width.
import { expect } from "@playwright/test";
import axe from "axe-core";

// sound fails unless the page is accessible and fits. The script is evaluated,
// not added to the page, so the content security policy stays as it is. A theme
// changes nothing but colours: colours asks for the rules about them alone. Of
// what a selector calls repeated, only those are asked about that hold something
// which none before them did.
export async function sound(page, about, colours = false, repeated = "") {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async ([colours, repeated]) => {
    const which = colours ? { runOnly: ["color-contrast", "link-in-text-block"] } : { rules: { "target-size": { enabled: true } } };
    const known = new Set();
    const alike = [...(repeated ? document.querySelectorAll(repeated) : [])].filter((one) => {
      const kinds = [...one.querySelectorAll("*")].map((e) => [e.parentElement, e].map((x) => `${x.tagName}.${[...x.classList].join(".")}`).join(">"));
      const fresh = kinds.some((k) => !known.has(k));
      kinds.forEach((k) => known.add(k));
      return !fresh;
    });
    const { violations } = await window.axe.run({ include: [document], exclude: alike }, { resultTypes: ["violations"], ...which });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.target.join(" ")}: ${n.html.slice(0, 120)}: ${n.any.concat(n.all).map((c) => c.message)[0] ?? ""}`));
  }, [colours, repeated]);
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

// look examines a page as it stands, in both themes, at the widths of a
// telephone, a laptop and a big screen. The rules take long on a page of much that
// is repeated, which is the same one at every width: there they are asked at one.
export async function look(page, name, repeated) {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await fits(page, `${name} at ${width}`);
    if (repeated && width !== 1280) continue;
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await sound(page, `${name}, ${colorScheme}, at ${width}`, colorScheme === "dark", repeated);
    }
  }
  await page.setViewportSize({ width: 1920, height: 1080 });
  await fits(page, `${name} at 1920`);
}
