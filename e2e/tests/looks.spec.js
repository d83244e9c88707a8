import { aase, expect, test } from "../support/fixtures.js";

test("whoever wants little motion gets none", async ({ house, open }) => {
  for (const path of ["/", "/customers", `/card?identifier=email:${aase.email}`, "/log", "/settings/users?add"]) {
    const page = await open(house, "admin", { reducedMotion: "reduce" });
    await page.goto(path);
    const moving = await page.evaluate(() => [
      ...document.getAnimations().map((a) => a.effect.target.outerHTML.slice(0, 80)),
      ...[...document.querySelectorAll("*")].filter((e) => getComputedStyle(e).transitionDuration.split(",").some((d) => parseFloat(d) > 0.01)).map((e) => e.outerHTML.slice(0, 80)),
    ]);
    expect(moving, path).toEqual([]);
    await page.context().close();
  }
});

for (const path of ["/", "/customers", `/card?identifier=email:${aase.email}`, "/log", "/suggestions", "/settings/contributors?add"]) {
  test(`Tab goes through ${path} visibly, each step where somebody looks`, async ({ house, open }) => {
    const page = await open(house, "admin", { reducedMotion: "reduce" });
    await page.goto(path);
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("Tab");
    const unseen = [];
    for (let i = 0; i < 40; i++) {
      const at = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        // A hidden radio's ring is drawn by its label, a row link's by its row; the
        // parts within a field for dates are drawn by the browser.
        const near = [e, e.closest("label"), e.closest("tr"), e.parentElement, e.nextElementSibling, ...e.querySelectorAll("*")].filter(Boolean);
        const ringed = e.matches("input[type^=date]") || near.some((n) =>
          [null, "::before", "::after"].some((part) => {
            const s = getComputedStyle(n, part);
            return (s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0) || (s.stroke !== "none" && n.matches("circle"));
          }),
        );
        const box = (e.matches("input[type=radio], input[type=checkbox]") && e.closest("label") ? e.closest("label") : e).getBoundingClientRect();
        const seen = box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
        return { what: e.outerHTML.slice(0, 100), ringed, seen };
      });
      if (!at) break;
      if (!at.ringed || !at.seen) unseen.push(`${at.ringed ? "out of sight" : "no ring"}: ${at.what}`);
      await page.keyboard.press("Tab");
    }
    expect(unseen).toEqual([]);
  });
}

test("the first Tab offers to skip to the page, and Enter does", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto("/customers");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeFocused();
  await expect(page.getByRole("link", { name: "Skip to the page" })).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(page.locator("main")).toBeFocused();
});

test("a dialog keeps the focus, and gives it back", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto("/customers");
  await page.getByRole("button", { name: /^Find/ }).focus();
  await page.keyboard.press("Enter");
  await expect(page.locator("#palette-q")).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /^Find/ })).toBeFocused();
});

test("a card is printed without what only a screen can do", async ({ house, open }) => {
  const page = await open(house, "frontline");
  await page.goto(`/card?identifier=email:${aase.email}`);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  await expect(page.getByRole("heading", { level: 1, name: aase.name })).toBeVisible();
  await expect(page.locator("#standing .big")).toBeVisible();
  await expect(page.locator("#timeline")).toBeVisible();
  for (const gone of ["header.rail", ".card-head .actions", "form.filters", ".toasts"]) await expect(page.locator(gone)).toBeHidden();
  expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "paper is white").toBe("rgb(255, 255, 255)");
  expect(await page.evaluate(() => getComputedStyle(document.querySelector(".card h1")).color), "and ink dark, also for who reads in the dark").toMatch(/rgb\((\d|[1-5]\d), (\d|[1-5]\d), (\d|[1-5]\d)\)/);
  const pdf = await page.pdf({ format: "A4" });
  expect(pdf.length).toBeGreaterThan(20_000);
});
