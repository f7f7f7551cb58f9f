// Fails the build when the page outgrows its budget or could not run under `default-src 'self'`.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const SCRIPT_BUDGET_BYTES = 150 * 1024;
const dist = join(dirname(fileURLToPath(import.meta.url)), "..", "dist");
const assets = readdirSync(join(dist, "assets"));

const scriptBytes = assets
  .filter((name) => name.endsWith(".js"))
  .reduce((sum, name) => sum + gzipSync(readFileSync(join(dist, "assets", name))).length, 0);
if (scriptBytes > SCRIPT_BUDGET_BYTES) {
  throw new Error(`script is ${scriptBytes} bytes gzipped (at most: ${SCRIPT_BUDGET_BYTES}); load a part of it later`);
}

const page = readFileSync(join(dist, "index.html"), "utf8");
const inlined = page.match(/<style|<script(?![^>]*\bsrc=)|\sstyle=|\son[a-z]+=|data:|https?:\/\//i);
if (inlined) {
  throw new Error(`index.html holds "${inlined[0]}", which the page's own security policy refuses; move it into a file`);
}
const styles = assets.filter((name) => name.endsWith(".css")).map((name) => readFileSync(join(dist, "assets", name), "utf8"));
if (styles.some((text) => /@import|url\(\s*["']?(?:https?:|data:|\/\/)/i.test(text))) {
  throw new Error("a style sheet reaches outside the origin; bundle what it needs");
}
console.log(`script: ${(scriptBytes / 1024).toFixed(1)} KiB gzipped of ${SCRIPT_BUDGET_BYTES / 1024}`);
