import { afterEach, describe, expect, it, vi } from "vitest";
import { variantOf } from "../src/assignment";
import type { Experiment } from "../src/site";
import { KEY, Shop, settled } from "./page";

const BODY = `<h1>Old</h1><a class="cta" href="#"><b>Buy</b></a><form id="signup"><button>Go</button></form>`;

const EXPERIMENT: Experiment = {
  id: "exp_1",
  variants: [
    { id: "var_a", weight: 0.5 },
    { id: "var_b", weight: 0.5, changes: [{ selector: "h1", action: "set_content", payload: "New" }] },
  ],
  goals: [
    { name: "Buy", type: "click", event: "conversion", selector: ".cta" },
    { name: "Thanks", type: "pageview", event: "goal_2", url: "/thanks" },
    { name: "Sign up", type: "form_submit", event: "goal_3", selector: "#signup" },
    { name: "Any form", type: "form_submit", event: "goal_4" },
    { name: "video", type: "custom", event: "goal_5" },
  ],
};

/** An experiment in which everybody gets one variant. */
function all(variant: "var_a" | "var_b", more: Partial<Experiment> = {}): Experiment {
  const variants = EXPERIMENT.variants.map((each) => ({ ...each, weight: each.id === variant ? 1 : 0 }));
  return { ...EXPERIMENT, variants, ...more };
}

function shop(path = "/", before?: Shop): Shop {
  return new Shop(`https://shop.example${path}`, BODY, before);
}

afterEach(() => vi.useRealTimers());

describe("a visit", () => {
  it("shows the variant and reports the impression, to the collector beside the script", async () => {
    const page = shop().start({ experiments: [all("var_b")] });

    expect(page.$("h1").textContent).toBe("New");
    expect(page.window.__sk!.getVariant("exp_1")).toBe("var_b");
    expect(page.window.__sk!.getVariant("exp_none")).toBeNull();
    const [event] = await page.events();
    expect(page.beacons[0]!.url).toBe(`https://edge.example/collect?k=${KEY}`);
    expect(event).toEqual({
      event_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      experiment_id: "exp_1",
      variant_id: "var_b",
      user_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      event_type: "impression",
    });
  });

  it("assigns as the server does, and keeps visitor and variant when weights change", async () => {
    const first = shop().start({ experiments: [EXPERIMENT] });
    const [event] = await first.events();
    expect(event!.variant_id).toBe(variantOf(EXPERIMENT, event!.user_id).id);

    const other = event!.variant_id === "var_a" ? "var_b" : "var_a";
    const [again] = await shop("/", first).start({ experiments: [all(other)] }).events();
    expect(again!.user_id).toBe(event!.user_id);
    expect(again!.variant_id).toBe(event!.variant_id);
  });

  it("has the visitor from the cookie where nothing else is left", async () => {
    const page = shop();
    page.document.cookie = `sk_visitor=${"a".repeat(32)}`;
    const [event] = await page.start({ experiments: [EXPERIMENT] }).events();
    expect(event!.user_id).toBe("a".repeat(32));
  });

  it("does without storage that is forbidden or spoilt", async () => {
    const page = shop();
    Object.defineProperty(page.window, "localStorage", {
      get: () => {
        throw new Error("forbidden");
      },
    });
    expect(await page.start({ experiments: [EXPERIMENT] }).types()).toEqual(["impression"]);

    const spoilt = shop();
    spoilt.window.localStorage.setItem("sk_assigned", "5");
    spoilt.window.localStorage.setItem("sk_visitor", "not one of ours");
    const [event] = await spoilt.start({ experiments: [EXPERIMENT] }).events();
    expect(event!.user_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it("runs on the pages of its pattern alone, but meets goals elsewhere once it was seen", async () => {
    const experiments = [all("var_b", { url: "/pricing" })];
    const elsewhere = shop("/thanks").start({ experiments });
    expect(elsewhere.$("h1").textContent).toBe("Old");
    expect(await elsewhere.types()).toEqual([]);

    const there = shop("/pricing/", elsewhere).start({ experiments });
    expect(there.$("h1").textContent).toBe("New");
    const thanks = shop("/thanks", there).start({ experiments });
    expect(thanks.$("h1").textContent).toBe("Old");
    expect(await thanks.types()).toEqual(["goal_2"]);
  });

  it("starts once", async () => {
    const page = shop().start({ experiments: [EXPERIMENT] });
    page.start({ experiments: [EXPERIMENT] });
    expect(await page.types()).toEqual(["impression"]);
  });
});

describe("goals", () => {
  it("are met by clicks within, submissions and calls, each time", async () => {
    const page = shop().start({ experiments: [all("var_a")] });
    page.$(".cta").addEventListener("click", (event) => event.stopImmediatePropagation());
    page.$(".cta b").click();
    page.$(".cta b").click();
    page.$("h1").click();
    page.$("#signup").dispatchEvent(new (page.window as unknown as typeof globalThis).Event("submit", { bubbles: true }));
    page.window.__sk!.track("video", 49.90004);
    page.window.__sk!.track("video", Number.NaN);
    page.window.__sk!.track("Buy");

    expect(await page.types()).toEqual(["impression", "conversion", "conversion", "goal_3", "goal_4", "goal_5", "goal_5"]);
    const [valued, unvalued] = (await page.events()).slice(-2);
    expect(valued!.event_value).toBe(49.9);
    expect(unvalued).not.toHaveProperty("event_value");
    expect(new Set((await page.events()).map((event) => event.event_id)).size).toBe(7);
  });

  it("go together in one beacon when they are of one moment", async () => {
    const page = shop("/thanks").start({ experiments: [all("var_a")] });
    await settled();
    expect(page.beacons.map((beacon) => beacon.events.length)).toEqual([2]);
  });

  it("go by a request where the browser takes no beacon, again under their ids where that fails", async () => {
    vi.useFakeTimers();
    const page = shop();
    page.takesBeacons = false;
    const bodies: string[] = [];
    const answers: (() => Promise<Response>)[] = [
      () => Promise.reject(new Error("offline")),
      () => Promise.resolve({ status: 503 } as Response),
      () => Promise.resolve({ status: 202 } as Response),
    ];
    page.window.fetch = (_, init) => {
      bodies.push(init!.body as string);
      return answers[bodies.length - 1]!();
    };
    page.window.setTimeout = globalThis.setTimeout as unknown as typeof page.window.setTimeout;
    page.start({ experiments: [all("var_a")] });
    await vi.advanceTimersByTimeAsync(60_000);

    expect(bodies).toHaveLength(3);
    expect(new Set(bodies).size).toBe(1);
  });
});

describe("the curtain", () => {
  it("is closed while something is missing, and opens with the page", async () => {
    const page = shop();
    const experiment = all("var_b");
    page.$("h1").remove();
    expect(page.document.readyState).toBe("loading");
    page.start({ experiments: [experiment] });
    expect(page.hidden).toBe(true);

    const late = page.document.createElement("h1");
    page.document.body.append(late, "what comes behind it");
    await Promise.resolve();
    expect(late.textContent).toBe("New");
    expect(page.hidden).toBe(false);
  });

  it("opens when the page is parsed, whatever is missing", async () => {
    const page = shop();
    page.$("h1").remove();
    page.start({ experiments: [all("var_b")] });
    expect(page.hidden).toBe(true);
    await page.parsed();
    expect(page.hidden).toBe(false);
  });

  it("opens after half a second at the latest", () => {
    vi.useFakeTimers();
    const page = shop();
    page.window.setTimeout = globalThis.setTimeout as unknown as typeof page.window.setTimeout;
    page.window.clearTimeout = globalThis.clearTimeout;
    page.document.documentElement.style.opacity = "0.9";
    page.$("h1").remove();
    page.start({ experiments: [all("var_b")] });
    vi.advanceTimersByTime(499);
    expect(page.hidden).toBe(true);
    vi.advanceTimersByTime(1);
    expect(page.document.documentElement.style.opacity).toBe("0.9");
  });

  it("is not closed when there is nothing to change", () => {
    expect(shop().start({ experiments: [all("var_a")] }).hidden).toBe(false);
  });
});

describe("a single-page application", () => {
  it("is followed: changes come and go with the page, every view counts", async () => {
    const page = shop("/pricing").start({ experiments: [all("var_b", { url: "/pricing" })] });
    page.window.history.pushState({}, "", "/thanks");
    expect(page.$("h1").textContent).toBe("Old");
    page.window.history.replaceState({}, "", "/thanks");
    page.window.history.pushState({}, "", "/pricing");
    expect(page.$("h1").textContent).toBe("New");
    expect(await page.types()).toEqual(["impression", "goal_2", "impression"]);
  });
});

describe("a redirect", () => {
  const experiments = [
    { ...all("var_b"), variants: [{ id: "var_a", weight: 0 }, { id: "var_b", weight: 1, redirect: "/landing-2?from=test" }] },
  ];

  it("reports before it leaves, and not again where it arrives", async () => {
    const page = shop("/landing?utm=x").start({ experiments });
    expect(page.left).toHaveLength(1);
    expect(page.beacons.flatMap((beacon) => beacon.events.map((event) => event.event_type))).toEqual(["impression"]);
    expect(page.hidden).toBe(true);

    const arrived = shop("/landing-2?from=test&utm=x", page).start({ experiments });
    expect(arrived.left).toHaveLength(0);
    expect(await arrived.types()).toEqual([]);
    expect(arrived.window.__sk!.getVariant("exp_1")).toBe("var_b");

    const reloaded = shop("/landing-2/?from=test", page);
    reloaded.window.sessionStorage.clear();
    expect(await reloaded.start({ experiments }).types()).toEqual(["impression"]);
    expect(reloaded.left).toHaveLength(0);
  });

  it("is followed where the target differs from the page by its query alone, and is over where that is there", async () => {
    const byQuery = [{ ...experiments[0]!, variants: [{ id: "var_a", weight: 0 }, { id: "var_b", weight: 1, redirect: "/landing?v=2" }] }];
    const page = shop("/landing?v=1&utm=x").start({ experiments: byQuery });
    expect(page.left).toHaveLength(1);
    const there = shop("/landing/?utm=x&v=2").start({ experiments: byQuery });
    expect(there.left).toHaveLength(0);
    expect(await there.types()).toEqual(["impression"]);

    const stripped = shop("/landing", page).start({ experiments: byQuery });
    expect(stripped.left).toHaveLength(0);
    expect(await stripped.types()).toEqual([]);

    // A target that cleans its address up is not left for itself again.
    const cleaned = shop("/landing?v=2", page).start({ experiments: byQuery });
    cleaned.window.history.replaceState({}, "", "/landing");
    expect(cleaned.left).toHaveLength(0);
  });

  it("is for nobody where nothing can be noted, and nobody counts then", async () => {
    const page = shop("/landing");
    Object.defineProperty(page.window, "sessionStorage", {
      get: () => {
        throw new Error("forbidden");
      },
    });
    page.start({ experiments: [...experiments, { ...all("var_b"), id: "exp_2" }] });
    expect(page.left).toHaveLength(0);
    expect((await page.events()).map((event) => event.experiment_id)).toEqual(["exp_2"]);
  });

  it("does not go round in circles when the target sends the visitor back", async () => {
    const page = shop("/landing").start({ experiments });
    const back = shop("/landing", page).start({ experiments });
    expect(back.left).toHaveLength(0);
  });
});

describe("a preview", () => {
  it("shows its variant on any page and leaves no trace", async () => {
    const page = shop("/elsewhere?sk_preview=var_b").start({ experiments: [all("var_a", { url: "/pricing" })] });
    expect(page.$("h1").textContent).toBe("New");
    expect(page.window.__sk!.getVariant("exp_1")).toBe("var_b");
    page.$(".cta").click();
    page.window.__sk!.track("video");
    page.window.history.pushState({}, "", "/pricing");
    page.$(".cta").click();

    expect(await page.types()).toEqual([]);
    expect(page.window.localStorage).toHaveLength(0);
    expect(page.window.sessionStorage).toHaveLength(0);
    expect(page.document.cookie).toBe("");
  });

  it("asks for a variant that does not run, once", async () => {
    const page = shop("/?sk_preview=var_b").start({ experiments: [] });
    const script = page.$("script") as HTMLScriptElement;
    expect(script.src).toBe(`https://edge.example/s/${KEY}.js?sk_preview=var_b`);
    expect(page.hidden).toBe(true);

    page.start({ experiments: [EXPERIMENT], preview: "var_b" });
    script.onload!(new (page.window as unknown as typeof globalThis).Event("load"));
    expect(page.$("h1").textContent).toBe("New");
    expect(page.hidden).toBe(false);

    const unknown = shop("/?sk_preview=var_none").start({ experiments: [], preview: "var_none" });
    expect(unknown.$("script")).toBeNull();
    expect(unknown.$("h1").textContent).toBe("Old");
  });
});

describe("a browser that asks not to be tracked", () => {
  function asking(): Shop {
    const page = shop();
    Object.defineProperty(page.window.navigator, "doNotTrack", { value: "1" });
    return page;
  }

  it("is left alone where the site says so", async () => {
    const page = asking().start({ respectsDoNotTrack: true, experiments: [all("var_b")] });
    page.window.__sk!.track("video");
    expect(page.$("h1").textContent).toBe("Old");
    expect(page.window.__sk!.getVariant("exp_1")).toBeNull();
    expect(await page.types()).toEqual([]);
    expect(page.document.cookie).toBe("");
    expect(page.window.localStorage).toHaveLength(0);
  });

  it("is a visitor like others where it does not", async () => {
    expect(await asking().start({ experiments: [all("var_b")] }).types()).toEqual(["impression"]);
  });
});
