// npm run pictures: what the guides show, taken from a company of some size.
import { defineConfig } from "@playwright/test";
import config from "./playwright.config.js";

export default defineConfig({ ...config, testDir: "pictures", globalSetup: undefined, workers: 1, timeout: 300_000, use: { ...config.use, trace: "off", screenshot: "off" } });
