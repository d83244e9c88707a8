// npm run pictures: what the guides show. Some are taken of a company of some size,
// those of the first week by the test that walks it.
import { defineConfig } from "@playwright/test";
import config from "./playwright.config.js";

export default defineConfig({ ...config, testDir: ".", testMatch: ["pictures/*.spec.js", "tests/week-one.spec.js"], globalSetup: "./support/bare.js", workers: 1, timeout: 300_000, use: { ...config.use, trace: "off", screenshot: "off" } });
