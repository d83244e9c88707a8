// Bundles what the browser gets into dist/: names carry a hash of the content,
// so the server may call them immutable; manifest.json tells name from name.
import { build, context } from "esbuild";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { basename } from "node:path";

const out = "dist";

const manifest = {
  name: "manifest",
  setup(b) {
    b.onEnd(async ({ metafile }) => {
      if (!metafile) return;
      const names = {};
      for (const [path, o] of Object.entries(metafile.outputs)) {
        const from = o.entryPoint ?? Object.keys(o.inputs)[0];
        if (!from) continue;
        const name = basename(from).replace(/\.ts$/, ".js");
        names[name] = path.slice(out.length + 1);
      }
      const sorted = Object.fromEntries(Object.entries(names).sort());
      await writeFile(`${out}/manifest.json`, JSON.stringify(sorted, null, 2) + "\n");
      for (const o of Object.values(metafile.outputs)) if (o.entryPoint?.endsWith("main.ts")) size(o.bytes);
    });
  },
};

// The budget: a page that people open all day must not be heavy.
function size(bytes) {
  const limit = 120_000;
  console.log(`script ${(bytes / 1000).toFixed(1)} kB of ${limit / 1000} kB`);
  if (bytes > limit) throw new Error("the script is over its budget");
}

async function clean() {
  await mkdir(out, { recursive: true });
  for (const f of await readdir(out)) if (f !== ".keep") await rm(`${out}/${f}`, { recursive: true });
}

const options = {
  entryPoints: ["src/main.ts", "src/pane.ts", "src/bookmark.ts", "src/main.css", "src/bystander.css", "src/icons.svg", "src/favicon.svg"],
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome123", "firefox120", "safari17.5"],
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  loader: { ".woff2": "file", ".svg": "copy" },
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  plugins: [manifest],
};

await clean();
if (process.argv.includes("--watch")) {
  const c = await context(options);
  await c.watch();
} else {
  await build(options);
}
