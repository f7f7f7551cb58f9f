import { fields, flag, list, number, required, text, texts, time } from "./fields";

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** What it is built with; null until its home page was looked at, or where that does not show. */
  readonly platform: string | null;
  /** Names the site to browsers, which send events under it. */
  readonly publicKey: string;
  /** pending, ok or failed. */
  readonly crawl: string;
  readonly crawlError: string | null;
  readonly crawledAt: number | null;
  readonly scriptUrl: string | null;
  readonly origins: readonly string[];
  readonly respectsDoNotTrack: boolean;
}

export interface CreditEntry {
  readonly amount: number;
  readonly reason: string;
  readonly subject: string | null;
  readonly at: number | null;
}

export interface Credits {
  readonly plan: string;
  /** null where the plan is not metered. */
  readonly balance: number | null;
  readonly entries: readonly CreditEntry[];
}

export interface Idea {
  readonly id: string;
  readonly title: string;
  readonly hypothesis: string;
  readonly category: string;
  readonly priority: string;
  readonly impact: string;
  readonly status: string;
  readonly sourceUrl: string | null;
  readonly changes: number;
  /** The changed part of the page as it is and as it would be. */
  readonly before: string | null;
  readonly after: string | null;
  /** Whether there is a picture to be asked for. */
  readonly isDrawn: boolean;
  /** A PNG as data URL; null in lists. */
  readonly screenshot: string | null;
}

export interface Schedule {
  readonly id: string;
  readonly siteId: string;
  readonly isEnabled: boolean;
  readonly frequency: string;
  /** Monday is 1. */
  readonly dayOfWeek: number | null;
  readonly ideasPerRun: number | null;
  readonly nextRunAt: number | null;
  readonly lastRunAt: number | null;
}

export function readSites(data: unknown): readonly Site[] {
  return list(data).map(readSite);
}

export function readSite(data: unknown): Site {
  const site = fields(data, "a site");
  return {
    id: required(site["id"], "a site's id"),
    name: required(site["name"], "a site's name"),
    url: text(site["url"]) ?? "",
    platform: text(site["platform"]),
    publicKey: text(site["public_key"]) ?? "",
    crawl: text(site["crawl_status"]) ?? "pending",
    crawlError: text(site["crawl_error"]),
    crawledAt: time(site["crawled_at"]),
    scriptUrl: text(site["snippet_url"]),
    origins: texts(site["origins"]),
    respectsDoNotTrack: flag(site["respect_do_not_track"]),
  };
}

export function readCredits(data: unknown): Credits {
  const credits = fields(data, "the credits");
  return {
    plan: text(credits["plan"]) ?? "",
    balance: number(credits["balance"]),
    entries: list(credits["entries"]).map((each) => {
      const entry = fields(each, "an entry");
      return { amount: number(entry["amount"]) ?? 0, reason: text(entry["reason"]) ?? "", subject: text(entry["subject"]), at: time(entry["created_at"]) };
    }),
  };
}

export function readIdeas(data: unknown): readonly Idea[] {
  return list(data).map((each) => {
    const idea = fields(each, "an idea");
    const mockup = fields(idea["mockup_data"] ?? {}, "a mockup");
    return {
      id: required(idea["id"], "an idea's id"),
      title: text(idea["title"]) ?? "",
      hypothesis: text(idea["hypothesis"]) ?? "",
      category: text(idea["category"]) ?? "",
      priority: text(idea["priority"]) ?? "",
      impact: text(idea["estimated_impact"]) ?? "",
      status: text(idea["status"]) ?? "",
      sourceUrl: text(mockup["source_url"]),
      changes: list(mockup["mutations"]).length,
      before: text(mockup["before"]),
      after: text(mockup["after"]),
      isDrawn: text(idea["output_type"]) === "screenshot",
      screenshot: text(mockup["screenshot"]),
    };
  });
}

export function readSchedules(data: unknown): readonly Schedule[] {
  return list(data).map((each) => {
    const schedule = fields(each, "a schedule");
    return {
      id: required(schedule["id"], "a schedule's id"),
      siteId: text(schedule["site_id"]) ?? "",
      isEnabled: flag(schedule["enabled"]),
      frequency: text(schedule["frequency"]) ?? "",
      dayOfWeek: number(schedule["day_of_week"]),
      ideasPerRun: number(schedule["ideas_per_run"]),
      nextRunAt: time(schedule["next_run_at"]),
      lastRunAt: time(schedule["last_run_at"]),
    };
  });
}
