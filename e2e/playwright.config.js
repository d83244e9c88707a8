import { defineConfig } from "@playwright/test";
import { browser, flags } from "./support/browser.js";

export default defineConfig({
  testDir: "tests",
  outputDir: "results",
  globalSetup: "./support/seed.js",
  reporter: [["./support/tally.js"]],
  workers: 2,
  fullyParallel: true,
  retries: 0,
  forbidOnly: true,
  // Patience costs nothing where a signal comes; machines may be busy.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    launchOptions: { executablePath: browser(), args: flags },
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Oslo",
    actionTimeout: 15_000,
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
});
