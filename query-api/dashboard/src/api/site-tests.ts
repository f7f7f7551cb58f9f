import { fields, flag, list, number, required, text, texts, time, type Fields } from "./fields";
import { isStatus, type Status } from "./shapes";

/** One change of a page. */
export interface Mutation {
  readonly selector: string;
  readonly action: string;
  readonly payload: string;
  /** For `set_attribute` alone. */
  readonly attribute: string;
}

export interface Goal {
  /** Empty for one that the API does not know yet. */
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly selector: string;
  readonly urlPattern: string;
}

/** An experiment of a site, in its list. */
export interface SiteTestLine {
  readonly id: string;
  readonly name: string;
  readonly status: Status;
  /** Percent of the visitors who see the variant. */
  readonly split: number;
  readonly startedAt: number | null;
}

export interface SiteTest extends SiteTestLine {
  readonly siteId: string;
  readonly siteName: string;
  readonly targetUrl: string;
  readonly urlPattern: string;
  readonly hypothesis: string;
  /** What visitors see instead of control; null while the draft leaves that open. */
  readonly variant: SiteVariant | null;
  readonly goals: readonly Goal[];
  readonly previews: readonly { readonly name: string; readonly url: string }[];
}

export interface SiteVariant {
  readonly name: string;
  readonly changes: readonly Mutation[];
  readonly redirectUrl: string;
}

/** Something that the API has to know before it can make a variant of a prompt. */
export interface Question {
  /** Which field of the request the answer goes into. */
  readonly field: string;
  readonly prompt: string;
  readonly reason: string;
  readonly suggestions: readonly string[];
}

/** A variant that was made of a prompt. */
export interface Generated {
  readonly variant: SiteVariant;
  readonly goals: readonly Goal[];
  readonly hypothesis: string;
  readonly page: string;
  readonly urlPattern: string;
  readonly remarks: readonly string[];
}

export function readSiteTestLines(data: unknown): readonly SiteTestLine[] {
  return list(data).map((each) => readLine(fields(each, "an experiment")));
}

export function readSiteTest(data: unknown): SiteTest {
  const test = fields(data, "the experiment");
  const site = fields(test["sites"] ?? {}, "the site");
  const variants = list(test["variants"]).map((each) => fields(each, "a variant"));
  const variant = variants.find((each) => !flag(each["is_control"]));
  return {
    ...readLine(test),
    siteId: required(test["site_id"], "the site's id"),
    siteName: text(site["name"]) ?? "Site",
    targetUrl: text(test["target_url"]) ?? "",
    urlPattern: text(test["url_pattern"]) ?? "",
    hypothesis: text(test["hypothesis"]) ?? "",
    variant: variant === undefined ? null : readVariant(variant, "changes"),
    goals: readGoals(test["goals"]),
    previews: list(test["preview_urls"]).map((each) => {
      const preview = fields(each, "a preview");
      return { name: text(preview["variant_name"]) ?? "", url: required(preview["url"], "a preview's address") };
    }),
  };
}

/** The id of an experiment that was created, or null where questions came instead. */
export function readCreated(data: unknown): string | null {
  const answer = fields(data, "the answer");
  return answer["experiment"] == null ? null : required(fields(answer["experiment"], "the experiment")["id"], "the experiment's id");
}

/** What has to be known first; empty when nothing has. */
export function readQuestions(data: unknown): readonly Question[] {
  const asked = fields(data, "the answer")["needs_clarification"];
  return asked == null
    ? []
    : list(fields(asked, "the questions")["questions"]).map((each) => {
        const question = fields(each, "a question");
        return { field: text(question["field"]) ?? "", prompt: text(question["prompt"]) ?? "", reason: text(question["reason"]) ?? "", suggestions: texts(question["suggestions"]) };
      });
}

export function readGenerated(data: unknown): Generated {
  const made = fields(data, "the answer");
  const context = fields(made["context"], "what was looked at");
  return {
    variant: readVariant(fields(made["variant"], "the variant"), "mutations"),
    goals: readGoals(made["suggested_goals"]),
    hypothesis: text(made["hypothesis"]) ?? "",
    page: text(context["page_analyzed"]) ?? "",
    urlPattern: text(context["url_pattern"]) ?? "",
    remarks: [...texts(context["warnings"]), ...texts(context["assumptions"])],
  };
}

function readLine(test: Fields): SiteTestLine {
  const status = text(test["status"]) ?? "";
  return {
    id: required(test["id"], "an experiment's id"),
    name: text(test["name"]) ?? "",
    status: isStatus(status) ? status : "draft",
    split: number(test["traffic_split"]) ?? 50,
    startedAt: time(test["started_at"]),
  };
}

function readVariant(variant: Fields, changes: "changes" | "mutations"): SiteVariant {
  return {
    name: text(variant["name"]) ?? "",
    redirectUrl: text(variant["redirect_url"]) ?? "",
    changes: list(variant[changes]).map((each) => {
      const change = fields(each, "a change");
      return {
        selector: text(change["selector"]) ?? "",
        action: text(change["action"]) ?? "",
        payload: text(change["payload"]) ?? "",
        attribute: text(change["attribute_name"]) ?? "",
      };
    }),
  };
}

function readGoals(value: unknown): readonly Goal[] {
  return list(value).map((each) => {
    const goal = fields(each, "a goal");
    return {
      id: text(goal["id"]) ?? "",
      name: text(goal["name"]) ?? "",
      type: text(goal["type"]) ?? "",
      selector: text(goal["selector"]) ?? "",
      urlPattern: text(goal["url_pattern"]) ?? "",
    };
  });
}
