// The five minutes: the made-up company, its links, its characters, and making
// it anew. Each test has a demo of its own, a small one.
import { test as base, expect } from "../support/fixtures.js";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Regard } from "../support/regard.js";

const test = base.extend({
  demo: async ({}, use) => {
    const dir = mkdtempSync(join(tmpdir(), "regard-demo-"));
    const server = await Regard.start("demo", "--customers", "400", "--interactions", "6000", "--quiet", "--pace", "600", "--data", join(dir, "demo"));
    server.links = [...server.log.matchAll(/http:\S+(\/demo\/as\/\S+)/g)].map((m) => m[1]);
    await use(server);
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  },
});

test("five links open five stories, each as whom it is for", async ({ demo, open }) => {
  expect(demo.links).toHaveLength(5);
  const page = await open(demo);
  const user = page.locator("details.menu.user summary");

  await page.goto(demo.links[0]);
  await expect(page.getByRole("heading", { level: 1, name: "Ingrid Solheim" })).toBeVisible();
  await expect(user).toContainText("frontline");
  await expect(page.getByText(/ventet i tolv minutter/).first()).toBeVisible();

  await page.goto(demo.links[1]);
  await expect(page.getByRole("heading", { level: 1, name: "Per Ødegård" })).toBeVisible();
  await expect(user).toContainText("manager");
  await expect(page.locator("#standing")).toContainText("strained");

  await page.goto(demo.links[2]);
  await expect(page.getByRole("heading", { level: 1, name: "Solvik Tannklinikk AS" })).toBeVisible();
  await expect(page.getByText("Hilde Aas").first()).toBeVisible();
  await expect(user).toContainText("experience lead");

  await page.goto(demo.links[3]);
  await expect(page.getByRole("heading", { level: 1, name: "Today" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Nettdrift/ })).toBeVisible();

  await page.goto(demo.links[4]);
  await expect(user).toContainText("Stian Moe");
  await expect(page.getByRole("heading", { level: 1, name: "Fjordfrakt" })).toBeVisible();
  await page.goto("/");
  await expect(page.getByRole("row", { name: /Fjordfrakt/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /Nettdrift/ })).toHaveCount(0);
});

test("one click changes who is looking, and stays on the page where he may", async ({ demo, open }) => {
  const page = await open(demo);
  await page.goto("/sign-in?next=/settings");
  await page.getByRole("link", { name: /Nora Lien/ }).click();
  await expect(page).toHaveURL(/\/settings$/);
  const menu = page.locator("details.menu.user");
  await menu.locator("summary").click();
  await expect(menu.getByRole("link", { name: /Nora Lien/ })).toHaveAttribute("aria-current", "true");
  await menu.getByRole("link", { name: /Marte Lunde/ }).click();
  await expect(page).toHaveURL(/\/settings$/);
  await expect(menu.locator("summary")).toContainText("Marte Lunde");
  await menu.locator("summary").click();
  await menu.getByRole("link", { name: /Stian Moe/ }).click();
  await expect(page, "settings are not a partner's").toHaveURL(demo.url + "/");
});

test("making the company anew undoes what was done, within seconds", async ({ demo, open }) => {
  const page = await open(demo);
  await page.goto(demo.links[1]);
  await page.getByRole("link", { name: "Edit", exact: true }).click();
  await page.getByLabel("Name").fill("Per Rettet");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Per Rettet" })).toBeVisible();

  const menu = page.locator("details.menu.user");
  await menu.locator("summary").click();
  await menu.getByRole("button", { name: "Make the company anew" }).click();
  await expect(page.getByText("The company is as it was made.")).toBeVisible({ timeout: 20_000 });
  await expect(menu.locator("summary"), "still the same character").toContainText("Jonas Vik");
  await page.goto(demo.links[1]);
  await expect(page.getByRole("heading", { level: 1, name: "Per Ødegård" })).toBeVisible();
});
