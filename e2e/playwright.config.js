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
  timeout: 30_000,
  expect: { timeout: 5_000 },
  use: {
    launchOptions: { executablePath: browser(), args: flags },
    viewport: { width: 1280, height: 900 },
    locale: "en-GB",
    timezoneId: "Europe/Oslo",
    actionTimeout: 5_000,
    trace: { mode: "retain-on-failure", screenshots: false },
    screenshot: "only-on-failure",
  },
});
