// Global set-up for pictures: a directory, and no company in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function bare() {
  const dir = mkdtempSync(join(tmpdir(), "regard-pictures-"));
  process.env.REGARD_E2E = JSON.stringify({ dir, sessions: {} });
  process.env.REGARD_PICTURES = "1";
  return () => rmSync(dir, { recursive: true, force: true });
}
