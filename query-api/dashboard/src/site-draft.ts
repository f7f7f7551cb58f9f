import type { Generated, Goal, Mutation, SiteTest } from "./api/site-tests";

/** An experiment of a site as somebody fills it in, and what the API is sent of it. */
export interface SiteDraft {
  readonly name: string;
  readonly hypothesis: string;
  readonly targetUrl: string;
  /** Empty: the page of `targetUrl` alone. */
  readonly urlPattern: string;
  /** Percent of the visitors who see the variant. */
  readonly split: number;
  readonly variantName: string;
  readonly way: "changes" | "redirect";
  readonly changes: readonly Mutation[];
  readonly redirectUrl: string;
  readonly goals: readonly Goal[];
}

export const ACTIONS: readonly (readonly [string, string])[] = [
  ["set_content", "Replace its content by"],
  ["set_style", "Add to its style"],
  ["set_attribute", "Set its attribute"],
  ["add_class", "Add the classes"],
  ["remove_class", "Remove the classes"],
  ["insert_before", "Insert before it"],
  ["insert_after", "Insert after it"],
];

export const GOAL_TYPES: readonly (readonly [string, string])[] = [
  ["click", "clicks"],
  ["pageview", "sees a page"],
  ["form_submit", "submits a form"],
  ["custom", "does what the page reports"],
];

export const MOST_CHANGES = 50;
export const MOST_GOALS = 10;
export const NEW_CHANGE: Mutation = { selector: "", action: "set_content", payload: "", attribute: "" };
export const NEW_GOAL: Goal = { id: "", name: "", type: "click", selector: "", urlPattern: "" };

export function draftOf(test: SiteTest): SiteDraft {
  const { variant } = test;
  return {
    name: test.name,
    hypothesis: test.hypothesis,
    targetUrl: test.targetUrl,
    urlPattern: test.urlPattern,
    split: test.split,
    variantName: variant?.name ?? "Variant",
    way: variant !== null && variant.redirectUrl !== "" ? "redirect" : "changes",
    changes: variant?.changes ?? [],
    redirectUrl: variant?.redirectUrl ?? "",
    goals: test.goals,
  };
}

/** The draft with what was made of a prompt; what somebody has said already stays, but for the variant. */
export function withGenerated(draft: SiteDraft, made: Generated): SiteDraft {
  return {
    ...draft,
    hypothesis: draft.hypothesis || made.hypothesis,
    targetUrl: made.page || draft.targetUrl,
    urlPattern: draft.urlPattern || made.urlPattern,
    variantName: made.variant.name || draft.variantName,
    way: made.variant.redirectUrl === "" ? "changes" : "redirect",
    changes: made.variant.changes,
    redirectUrl: made.variant.redirectUrl,
    goals: draft.goals.length > 0 ? draft.goals : made.goals,
  };
}

/** What keeps the draft from being saved; the API says the rest. */
export function problemOf(draft: SiteDraft): string | null {
  if (draft.name.trim() === "") {
    return "Give it a name.";
  }
  if (!(Number.isInteger(draft.split) && draft.split >= 1 && draft.split <= 99)) {
    return `${draft.split} percent see the variant (expected: a whole number from 1 to 99).`;
  }
  if (draft.way === "changes" && draft.changes.some((change) => change.selector.trim() === "")) {
    return "Every change needs a selector that says which element it is of.";
  }
  if (draft.changes.some((change) => change.action === "set_attribute" && change.attribute.trim() === "")) {
    return "To set an attribute, name it.";
  }
  return draft.goals.some((goal) => goal.name.trim() === "") ? "Every goal needs a name." : null;
}

/** What keeps the experiment from being launched; null when nothing that the page knows of does. */
export function missingForLaunch(test: SiteTest): string | null {
  if (test.variant === null || (test.variant.redirectUrl === "" && test.variant.changes.length === 0)) {
    return "To launch it, say what the variant shows.";
  }
  return test.goals.length === 0 ? "To launch it, say what visitors should reach." : null;
}

/** The body of `PATCH /v1/experiments/:id`. */
export function bodyOf(draft: SiteDraft): object {
  const treatment =
    draft.way === "redirect"
      ? draft.redirectUrl.trim() === "" ? null : { redirect_url: draft.redirectUrl.trim() }
      : draft.changes.length === 0 ? null : { changes: draft.changes.map(changeBody) };
  return {
    name: draft.name.trim(),
    hypothesis: orNull(draft.hypothesis),
    ...(draft.targetUrl.trim() === "" ? {} : { target_url: draft.targetUrl.trim() }),
    url_pattern: orNull(draft.urlPattern),
    traffic_split: draft.split,
    variants: treatment === null ? [] : [{ name: draft.variantName.trim() || "Variant", ...treatment }],
    goals: draft.goals.map(goalBody),
  };
}

function changeBody(change: Mutation): object {
  return {
    selector: change.selector.trim(),
    action: change.action,
    payload: change.payload,
    ...(change.action === "set_attribute" ? { attribute_name: change.attribute.trim() } : {}),
  };
}

function goalBody(goal: Goal): object {
  const clicks = goal.type === "click" || goal.type === "form_submit";
  return {
    ...(goal.id === "" ? {} : { id: goal.id }),
    name: goal.name.trim(),
    type: goal.type,
    selector: clicks ? orNull(goal.selector) : null,
    url_pattern: goal.type === "pageview" ? orNull(goal.urlPattern) : null,
  };
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}
