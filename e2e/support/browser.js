// Finds the browser. Playwright's own is not downloaded: Debian's Chromium is
// what continuous integration has, and one browser is one thing to keep current.
import { accessSync, constants } from "node:fs";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export function browser() {
  const asked = process.env.REGARD_CHROMIUM;
  const found = (asked ? [asked] : places).find(executable);
  if (found) return found;
  throw new Error(
    asked
      ? `REGARD_CHROMIUM is ${asked}, and that cannot be run.`
      : `No browser: none of ${places.join(", ")} is there. On Debian: sudo apt-get install chromium. Or set REGARD_CHROMIUM to one.`,
  );
}

export function executable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// No sandbox (tests run as root in containers), no graphics card, nothing that
// calls home.
export const flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
