import { describe, expect, it } from "vitest";
import { readCreated, readGenerated, readQuestions, readSiteTest } from "./site-tests";
import { readCredits, readIdeas, readSite } from "./sites";
import { readDeliveries } from "./webhooks";

const SITE = { id: "s", name: "My store", url: "https://mystore.com", platform: null, public_key: "ab", crawl_status: "pending", origins: ["https://mystore.com"], respect_do_not_track: true };
const TEST = {
  id: "e",
  name: "Free delivery",
  status: "draft",
  traffic_split: 30,
  started_at: null,
  site_id: "s",
  sites: { name: "My store", url: "https://mystore.com" },
  target_url: "https://mystore.com/",
  url_pattern: "/",
  hypothesis: null,
  variants: [
    { id: "c", is_control: true, name: "Control", changes: [] },
    { id: "v", is_control: false, name: "Free", changes: [{ selector: "h1", action: "set_content", payload: "Free delivery" }], redirect_url: null },
  ],
  goals: [{ id: "g", name: "Bought", type: "click", selector: "#buy", url_pattern: null }],
  preview_urls: [{ variant_id: "v", variant_name: "Free", url: "https://mystore.com/?preview=1" }],
};

describe("sites", () => {
  it("readSite_notLookedAt_hasNoPlatform", () => {
    expect(readSite(SITE)).toMatchObject({ id: "s", platform: null, crawl: "pending", respectsDoNotTrack: true, crawledAt: null });
  });

  it("readSite_withoutId_isUnreadable", () => {
    expect(() => readSite({ ...SITE, id: undefined })).toThrow("a site's id is missing");
  });

  it("readCredits_notMetered_haveNoBalance", () => {
    expect(readCredits({ plan: "enterprise", metered: false, balance: null, entries: [{ amount: -5, reason: "create", subject: "x", created_at: "2026-01-01T00:00:00Z" }] })).toMatchObject({ balance: null, entries: [{ amount: -5, reason: "create" }] });
  });

  it("readIdeas_mockup_isTakenApart", () => {
    const [idea] = readIdeas([{ id: "i", title: "Say it", mockup_data: { source_url: "https://mystore.com/", mutations: [{}, {}], before: "<h1>a</h1>", after: null } }]);
    expect(idea).toMatchObject({ sourceUrl: "https://mystore.com/", changes: 2, before: "<h1>a</h1>", after: null, screenshot: null });
    expect(idea?.isDrawn).toBe(false);
    expect(readIdeas([{ id: "i", output_type: "screenshot", mockup_data: { screenshot: "data:image/png;base64,AA" } }])[0]).toMatchObject({ isDrawn: true, screenshot: "data:image/png;base64,AA" });
  });
});

describe("experiments of sites", () => {
  it("readSiteTest_draft_hasItsVariantBesideControl", () => {
    expect(readSiteTest(TEST)).toMatchObject({
      split: 30,
      hypothesis: "",
      variant: { name: "Free", redirectUrl: "", changes: [{ selector: "h1", attribute: "" }] },
      goals: [{ id: "g", selector: "#buy", urlPattern: "" }],
      previews: [{ name: "Free", url: "https://mystore.com/?preview=1" }],
    });
  });

  it("readSiteTest_openDraft_hasNoVariant", () => {
    expect(readSiteTest({ ...TEST, variants: TEST.variants.slice(0, 1), goals: [] }).variant).toBeNull();
  });

  it("readQuestions_clarification_isAskedAndNothingCreated", () => {
    const answer = { needs_clarification: { retry_hint: "…", questions: [{ field: "target_url", prompt: "Which page?", reason: "None was named.", input_type: "url", required: true, suggestions: ["https://mystore.com/"] }] } };
    expect(readCreated(answer)).toBeNull();
    expect(readQuestions(answer)).toEqual([{ field: "target_url", prompt: "Which page?", reason: "None was named.", suggestions: ["https://mystore.com/"] }]);
  });

  it("readQuestions_created_areNone", () => {
    const answer = { experiment: TEST, preview_urls: [], activation_hint: "…" };
    expect(readQuestions(answer)).toEqual([]);
    expect(readCreated(answer)).toBe("e");
  });

  it("readGenerated_warnings_comeBeforeAssumptions", () => {
    const made = readGenerated({
      variant: { name: "Green", mutations: [{ selector: "a", action: "set_style", payload: "color: green" }], redirect_url: null },
      suggested_goals: [{ type: "click", selector: "a", url_pattern: null, name: "Clicked" }],
      hypothesis: "Green is seen.",
      context: { page_analyzed: "https://mystore.com/", tech_stack: null, url_pattern: "/", assumptions: ["one"], warnings: ["two"] },
    });
    expect(made).toMatchObject({ variant: { name: "Green" }, goals: [{ id: "", name: "Clicked" }], remarks: ["two", "one"] });
  });
});

describe("webhooks", () => {
  it("readDeliveries_withoutAnswer_saysWhy", () => {
    expect(readDeliveries([{ id: "7", event: "experiment.launched", state: "pending", attempts: 1, response_status: null, reason: "no whole answer", next_attempt_at: "2026-01-01T00:00:00Z" }])[0]).toMatchObject({ status: null, reason: "no whole answer", attempts: 1 });
  });
});
