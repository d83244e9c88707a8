// Global set-up: makes one company up with the real binary, plants customers
// whose histories the tests know word for word, signs every role in once, and
// leaves the directory to be copied. An empty directory needs no seed.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planted, theirs } from "./planted.js";
import { binary, Regard, run } from "./regard.js";

// The demo's characters and their password: internal/cli/demo.go.
export const password = "nordlys-demo-2026";
export const users = {
  admin: { email: "admin@nordlys.example", name: "Nora Lien" },
  lead: { email: "lead@nordlys.example", name: "Marte Lunde" },
  manager: { email: "manager@nordlys.example", name: "Jonas Vik" },
  frontline: { email: "frontline@nordlys.example", name: "Kari Nordby" },
  partner: { email: "partner@fjordfrakt.example", name: "Stian Moe" },
  executive: { email: "board@nordlys.example", name: "Ragnhild Dahl" },
};

export default async function seed() {
  binary(); // says at once what is missing
  const dir = mkdtempSync(join(tmpdir(), "regard-e2e-"));
  const tidy = () => rmSync(dir, { recursive: true, force: true });
  try {
    const data = join(dir, "seed");
    await run("demo", "--load", "--customers", "400", "--interactions", "6000", "--data", data);
    const list = join(dir, "crm.csv");
    writeFileSync(list, theirs);
    await run("import", "customers", list, "--data", data);

    const server = await Regard.serve(data);
    const told = { dir, data, sessions: {}, customers: {} };
    const key = await server.key("read,write,admin");
    const got = await server.api(key, "POST", "/api/v1/interactions/batch", planted(Date.now()));
    if (got.status !== 200 || got.body.refused) throw new Error("what the tests plant is refused: " + JSON.stringify(got.body.results?.find((r) => r.problem) ?? got.body));
    for (const [role, u] of Object.entries(users)) told.sessions[role] = await server.cookie(u.email, password);
    await server.stop();
    process.env.REGARD_E2E = JSON.stringify(told);
  } catch (e) {
    tidy();
    throw e;
  }
  return tidy;
}
