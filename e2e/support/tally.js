// Prints what failed and one closing line: "N passed, N failed".
export default class Tally {
  #passed = 0;
  #failed = 0;
  #times = [];

  printsToStdio() {
    return true;
  }

  onTestEnd(test, result) {
    const name = test.titlePath().slice(2).join(" › ");
    this.#times.push([result.duration, name]);
    const fine = result.status === test.expectedStatus && result.status !== "skipped"; // nothing is skipped silently
    if (fine) this.#passed++;
    else this.#failed++;
    console.log(`${fine ? "ok  " : "FAIL"} ${(result.duration / 1000).toFixed(1).padStart(5)} s  ${name}`);
    if (fine) return;
    for (const e of result.errors) console.log(indent(e.stack ?? e.message ?? String(e.value)), e.snippet ? "\n" + indent(e.snippet) : "");
    for (const a of result.attachments) {
      if (a.name === "server log" && a.body) console.log(indent("server log:\n" + a.body.toString().trimEnd().split("\n").slice(-20).join("\n")));
      else if (a.path) console.log(indent(`${a.name}: ${a.path}`));
    }
  }

  onError(e) {
    this.#failed++;
    console.log(e.stack ?? e.message ?? e.value);
  }

  onEnd(run) {
    if (process.env.REGARD_E2E_SLOWEST) for (const [ms, name] of this.#times.sort((a, b) => b[0] - a[0]).slice(0, 10)) console.log(`slow ${(ms / 1000).toFixed(1).padStart(5)} s  ${name}`);
    if (run.status !== "passed" && this.#failed === 0) this.#failed = 1;
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
  }
}

const indent = (s) => s.replace(/\x1b\[\d+m/g, "").replace(/^/gm, "      ");
