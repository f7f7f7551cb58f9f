import { type Page, start } from "./runtime";
import type { Site } from "./site";

/** Where the edge writes the site. */
declare const __SPLITSTREAM_SITE__: Site;

const site = __SPLITSTREAM_SITE__;
const current = document.currentScript ?? document.querySelector(`script[src*="/s/${site.key}.js"]`);
start(site, window as Page, (current as HTMLScriptElement).src);
