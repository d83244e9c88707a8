// Runs the real binary.
import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { executable } from "./browser.js";

export function binary() {
  const path = process.env.REGARD_BIN ?? resolve(import.meta.dirname, "../../bin/regard");
  if (!existsSync(path)) throw new Error(`${path} is not there. Run make build, or set REGARD_BIN.`);
  if (!executable(path)) throw new Error(`${path} cannot be run.`);
  return path;
}

// The tests' servers must not take their settings from whoever runs them.
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("REGARD_")));

// run runs one command to its end and returns what it printed.
export async function run(...args) {
  const { stdout } = await promisify(execFile)(binary(), args, { env: environment, maxBuffer: 64 << 20 });
  return stdout;
}

// attempt runs one command that may end in a refusal.
export async function attempt(...args) {
  try {
    const { stdout, stderr } = await promisify(execFile)(binary(), args, { env: environment });
    return { code: 0, stdout, stderr };
  } catch (e) {
    if (typeof e.code !== "number") throw e;
    return e;
  }
}

// Regard is one server over one data directory.
export class Regard {
  log = "";
  #process;
  #ended;

  // serve starts a server on a port of its own and returns when it has printed
  // its address.
  static async serve(data) {
    const r = await Regard.start("serve", "--data", data);
    r.data = data;
    return r;
  }

  // start starts a command that serves, and does the same.
  static async start(...args) {
    const r = new Regard();
    r.#process = spawn(binary(), [...args, "--listen", "127.0.0.1:0"], { env: environment });
    r.#ended = new Promise((done) => r.#process.on("exit", done));
    r.url = await new Promise((done, fail) => {
      const hear = (bytes) => {
        r.log += bytes;
        const said = /Regard is at (http:\S+)/.exec(r.log);
        if (said) done(said[1]);
      };
      r.#process.stdout.on("data", hear);
      r.#process.stderr.on("data", hear);
      r.#process.on("error", fail);
      r.#process.on("exit", (code) => fail(new Error(`regard ${args[0]} ended with ${code}:\n${r.log}`)));
    });
    return r;
  }

  async stop() {
    this.#process.kill("SIGTERM");
    return this.#ended;
  }

  // firstLink is the one-time link that an empty company's server prints.
  async firstLink() {
    for (;;) {
      const said = /(http:\S+\/first\/\S+)/.exec(this.log);
      if (said) return said[1];
      await new Promise((done) => this.#process.stdout.once("data", done));
    }
  }

  // key makes an API key beside the running server.
  async key(scope = "read,write") {
    return (await run("key", "add", "e2e", "--scope", scope, "--data", this.data)).trim();
  }

  // api calls the API and returns the answer, whose body is read as JSON.
  async api(key, method, path, body) {
    const answer = await fetch(this.url + path, {
      method,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text && JSON.parse(text) };
  }

  // cookie signs in as a browser does, and returns the session's cookie.
  async cookie(email, password) {
    const answer = await fetch(this.url + "/sign-in", { method: "POST", body: new URLSearchParams({ email, password }), redirect: "manual" });
    const set = answer.headers.getSetCookie().find((c) => c.startsWith("regard="));
    if (!set) throw new Error(`signing in as ${email} was answered with ${answer.status}`);
    return set.slice("regard=".length, set.indexOf(";"));
  }
}
