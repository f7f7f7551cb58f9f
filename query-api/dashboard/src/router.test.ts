import { describe, expect, it } from "vitest";
import { eventsAddress, experimentAddress, placeOf, siteAddress, siteTestAddress, studyAddress } from "./router";

describe("placeOf", () => {
  it("placeOf_anExperimentsAddress_isThatExperiment", () => {
    expect(placeOf(experimentAddress("exp 1/2"))).toEqual({ kind: "experiment", id: "exp 1/2" });
  });

  it("placeOf_theOtherParts_areThose", () => {
    expect(placeOf(eventsAddress("exp/1"))).toEqual({ kind: "events", id: "exp/1" });
    expect(placeOf(studyAddress("job 1"))).toEqual({ kind: "study", id: "job 1" });
    expect(placeOf(siteAddress("a/b"))).toEqual({ kind: "site", id: "a/b" });
    expect(placeOf(siteTestAddress("exp 1"))).toEqual({ kind: "site-test", id: "exp 1" });
    expect(["#/new", "#/studies", "#/sites", "#/access"].map((fragment) => placeOf(fragment).kind)).toEqual(["new", "studies", "sites", "access"]);
  });

  it.each(["", "#/", "#/experiments/", "#/experiments/%", "#elsewhere"])("placeOf_%s_isTheList", (fragment) => {
    expect(placeOf(fragment)).toEqual({ kind: "list" });
  });
});
