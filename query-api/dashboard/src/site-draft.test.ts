import { describe, expect, it } from "vitest";
import type { SiteTest } from "./api/site-tests";
import { bodyOf, draftOf, missingForLaunch, NEW_CHANGE, NEW_GOAL, problemOf, withGenerated } from "./site-draft";

const OPEN: SiteTest = { id: "e", name: "Free delivery", status: "draft", split: 50, startedAt: null, siteId: "s", siteName: "S", targetUrl: "https://s.example/", urlPattern: "", hypothesis: "", variant: null, goals: [], previews: [] };
const CHANGE = { selector: "h1", action: "set_content", payload: "Free", attribute: "" };

describe("a site's draft", () => {
  it("bodyOf_openDraft_leavesVariantAndGoalsOpen", () => {
    expect(bodyOf(draftOf(OPEN))).toEqual({ name: "Free delivery", hypothesis: null, target_url: "https://s.example/", url_pattern: null, traffic_split: 50, variants: [], goals: [] });
  });

  it("bodyOf_changes_namesAttributesOnlyWhereTheyAreSet", () => {
    const draft = { ...draftOf(OPEN), changes: [{ ...CHANGE, attribute: "left over" }, { selector: "img", action: "set_attribute", payload: "a.png", attribute: "src" }] };
    expect(bodyOf(draft)).toMatchObject({
      variants: [{ name: "Variant", changes: [{ selector: "h1", action: "set_content", payload: "Free" }, { selector: "img", action: "set_attribute", payload: "a.png", attribute_name: "src" }] }],
    });
  });

  it("bodyOf_redirect_sendsNoChanges", () => {
    expect(bodyOf({ ...draftOf(OPEN), way: "redirect", redirectUrl: " /b ", changes: [CHANGE] })).toMatchObject({ variants: [{ name: "Variant", redirect_url: "/b" }] });
  });

  it("bodyOf_goals_keepTheirIdsAndOnlyWhatTheirTypeHas", () => {
    const goals = [{ ...NEW_GOAL, id: "g", name: "Seen", type: "pageview", selector: "#x", urlPattern: "/thanks" }, { ...NEW_GOAL, name: "Clicked", selector: "#buy", urlPattern: "/y" }];
    expect(bodyOf({ ...draftOf(OPEN), goals })).toMatchObject({
      goals: [{ id: "g", name: "Seen", type: "pageview", selector: null, url_pattern: "/thanks" }, { name: "Clicked", type: "click", selector: "#buy", url_pattern: null }],
    });
  });

  it.each([
    [{ name: " " }, "name"],
    [{ split: 0 }, "1 to 99"],
    [{ split: Number.NaN }, "1 to 99"],
    [{ changes: [NEW_CHANGE] }, "selector"],
    [{ changes: [{ ...CHANGE, action: "set_attribute" }] }, "attribute"],
    [{ goals: [NEW_GOAL] }, "goal"],
  ])("problemOf_%j_saysSo", (part, word) => {
    expect(problemOf({ ...draftOf(OPEN), ...part })).toContain(word);
  });

  it("problemOf_wholeDraft_isNone", () => {
    expect(problemOf({ ...draftOf(OPEN), changes: [CHANGE], goals: [{ ...NEW_GOAL, name: "Bought" }] })).toBeNull();
  });

  it("missingForLaunch_asksForVariantThenGoal", () => {
    const variant = { name: "B", changes: [CHANGE], redirectUrl: "" };
    expect(missingForLaunch(OPEN)).toContain("variant");
    expect(missingForLaunch({ ...OPEN, variant })).toContain("reach");
    expect(missingForLaunch({ ...OPEN, variant, goals: [{ ...NEW_GOAL, name: "Bought" }] })).toBeNull();
  });

  it("withGenerated_keepsWhatWasSaidAlready", () => {
    const made = { variant: { name: "Green", changes: [CHANGE], redirectUrl: "" }, goals: [{ ...NEW_GOAL, name: "Clicked" }], hypothesis: "Green is seen.", page: "https://s.example/", urlPattern: "/", remarks: [] };
    const filled = withGenerated({ ...draftOf(OPEN), hypothesis: "Mine." }, made);
    expect(filled).toMatchObject({ hypothesis: "Mine.", variantName: "Green", way: "changes", urlPattern: "/", goals: [{ name: "Clicked" }] });
  });
});
