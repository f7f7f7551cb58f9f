import type { Site } from "../api/sites";
import { OkIcon, WaitIcon, WarnIcon } from "../parts/icons";

/** How looking at a site's home page went. */
export function CrawlState({ site }: { site: Site }) {
  switch (site.crawl) {
    case "ok":
      return <span class="state state-good"><OkIcon /> {site.platform === null ? "Looked at" : `Built with: ${site.platform}`}</span>;
    case "failed":
      return <span class="state state-bad"><WarnIcon /> Could not be looked at</span>;
    default:
      return <span class="state state-open"><WaitIcon /> Being looked at</span>;
  }
}
