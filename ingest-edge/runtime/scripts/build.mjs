// Builds dist/runtime.js, the script without a site, and dist/oracle.mjs, its decisions for tests elsewhere.
// Fails when the script outgrows its budget or has no place, or several, for the site.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const BUDGET_BYTES = 6 * 1024;
const PLACE = "__SPLITSTREAM_SITE__";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const script = join(root, "dist/runtime.js");

await build({
  entryPoints: [join(root, "src/main.ts")],
  outfile: script,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  // The edge serves it as bytes of any encoding.
  charset: "ascii",
});
await build({
  entryPoints: [join(root, "src/oracle.ts")],
  outfile: join(root, "dist/oracle.mjs"),
  bundle: true,
  format: "esm",
  platform: "node",
  target: ["node18"],
});

const text = readFileSync(script, "utf8");
const places = text.split(PLACE).length - 1;
if (places !== 1) {
  throw new Error(`${PLACE} is in the script ${places} times (expected: once)`);
}
const bytes = gzipSync(text).length;
if (bytes > BUDGET_BYTES) {
  throw new Error(`the script is ${bytes} bytes gzipped (at most: ${BUDGET_BYTES})`);
}
console.log(`runtime: ${bytes} bytes gzipped of ${BUDGET_BYTES}`);
