import { beforeEach, describe, expect, it } from "vitest";
import { Changes } from "../src/changes";
import type { Change } from "../src/site";
import { Shop } from "./page";

const BODY = `<h1>Old</h1><a class="cta small" href="/buy" style="color: red;">Buy</a><p>One</p><p>Two</p>`;

describe("Changes", () => {
  let shop: Shop;
  let changes: Changes;

  beforeEach(() => {
    shop = new Shop("https://shop.example/", BODY);
    changes = new Changes(shop.document);
  });

  function change(action: Change["action"], payload: string, selector = ".cta", attribute?: string): Change {
    return { selector, action, payload, ...(attribute ? { attribute } : {}) };
  }

  it.each<[Change, string]>([
    [change("set_content", "Only <b>$499</b>", "h1"), "<h1>Only <b>$499</b></h1>"],
    [change("set_attribute", "https://pay.example/", ".cta", "href"), `href="https://pay.example/"`],
    [change("set_attribute", "x", ".cta", "title"), `title="x"`],
    [change("insert_before", "<i>before</i>"), `<i>before</i><a class="cta`],
    [change("insert_after", "text <i>after</i>"), "Buy</a>text <i>after</i><p>"],
    [change("add_class", " big  bold small "), `class="cta small big bold"`],
    [change("remove_class", "small none"), `class="cta"`],
    [change("set_style", "color: blue; z-index: 1"), "color: blue; z-index: 1"],
  ])("makes and takes back %j", (each, expected) => {
    const before = shop.document.body.innerHTML;

    changes.set([each]);
    expect(shop.document.body.innerHTML).toContain(expected);
    expect(changes.missing).toBe(false);

    changes.set([]);
    expect(shop.document.body.innerHTML).toBe(before);
  });

  it("makes a change on every element, once, and on those that come later", () => {
    changes.set([change("insert_after", "<p>more</p>", "p")]);
    changes.look();
    changes.look();
    expect(shop.document.querySelectorAll("p")).toHaveLength(4);

    const late = shop.document.createElement("p");
    shop.document.body.append(late);
    changes.look();
    expect(late.nextElementSibling?.outerHTML).toBe("<p>more</p>");
    expect(shop.document.querySelectorAll("p")).toHaveLength(6);
  });

  it("does not insert beside what was inserted, by whichever change", () => {
    changes.set([change("insert_after", "<p>a</p>", "p"), change("insert_before", "<p>b</p>", "p")]);
    for (let round = 0; round < 5; round++) {
      changes.look();
    }
    expect(shop.document.querySelectorAll("p")).toHaveLength(6);
  });

  it("styles what another change inserted", () => {
    changes.set([change("insert_after", `<p class="new">a</p>`), change("add_class", "lit", ".new")]);
    expect(shop.$(".new").className).toBe("new lit");
  });

  it("takes out whatever could run", () => {
    const bad = [
      `<img src="x" onerror="alert(1)">`,
      `<script>alert(1)</script>`,
      `<a href=" java&#9;script:alert(1)">x</a>`,
      `<iframe srcdoc="<script>alert(1)</script>"></iframe>`,
      `<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>`,
      `<form><button formaction="JAVASCRIPT:alert(1)">x</button></form>`,
      `<base href="https://elsewhere.example/"><object data="x"></object>`,
    ];
    changes.set([change("set_content", `<em>kept</em>${bad.join("")}`, "h1"), change("set_attribute", "alert(1)", "p", "onclick")]);
    const html = shop.document.body.innerHTML;
    expect(html).toContain("<em>kept</em>");
    expect(html).not.toMatch(/script|onerror|onclick|srcdoc|animate|<base|<object/i);
  });

  it.each(["script", "iframe", "base", "meta", "link", "style", "object", "embed"])("leaves what a %s runs or loads", (name) => {
    const held = shop.document.createElement(name);
    held.setAttribute("type", "application/ld+json");
    shop.document.body.append(held);
    const before = held.outerHTML;

    changes.set([
      change("set_attribute", "text/javascript", name, "type"),
      change("set_attribute", "https://elsewhere.example/", name, "src"),
      change("set_attribute", "https://elsewhere.example/", name, "href"),
      change("set_content", "alert(1)", name),
    ]);

    expect(held.outerHTML).toBe(before);
    expect(changes.missing).toBe(false);
    changes.set([change("set_style", "display: none", name)]);
    expect(held.style.display).toBe("none");
  });

  it("replaces content only once the parser is done with the element, which it would go on filling", () => {
    Object.defineProperty(shop.document, "readyState", { value: "loading" });
    const late = shop.document.createElement("h2");
    shop.document.body.append(late);
    changes.set([change("set_content", "New", "h2")]);
    expect(late.textContent).toBe("");
    expect(changes.missing).toBe(true);

    late.append("Old");
    shop.document.body.append("what comes behind it");
    changes.look();
    expect(late.textContent).toBe("New");
    expect(changes.missing).toBe(false);
  });

  it("leaves out a selector that is none, and makes the rest", () => {
    changes.set([change("add_class", "x", "p:nonsense(("), change("add_class", "x", "h1")]);
    expect(shop.$("h1").className).toBe("x");
    expect(changes.missing).toBe(true);
  });
});
