import { describe, expect, it } from "vitest";
import { experimentAddress, placeOf } from "./router";

describe("placeOf", () => {
  it("placeOf_anExperimentsAddress_isThatExperiment", () => {
    expect(placeOf(experimentAddress("exp 1/2"))).toEqual({ kind: "experiment", id: "exp 1/2" });
  });

  it.each(["", "#/", "#/experiments/", "#/experiments/%", "#elsewhere"])("placeOf_%s_isTheList", (fragment) => {
    expect(placeOf(fragment)).toEqual({ kind: "list" });
  });
});
