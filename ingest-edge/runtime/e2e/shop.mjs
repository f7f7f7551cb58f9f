// A shop on loopback whose pages load a site's script, and what a test changes of its home page.
import { createServer } from "node:http";
import { setTimeout as pause } from "node:timers/promises";

/** Each way to change a page once. */
export const CHANGES = [
  { selector: "h1", action: "set_style", payload: "color: rgb(200, 0, 0)" },
  { selector: "#offer", action: "set_content", payload: "Only today: <b>€5</b>" },
  { selector: "a.buy", action: "set_attribute", attribute_name: "href", payload: "/thanks?from=b" },
  { selector: "#reviews", action: "insert_before", payload: "<p id='returns'>Free returns</p>" },
  { selector: "#reviews", action: "insert_after", payload: "<p id='warranty'>Two years of warranty</p>" },
  { selector: "#banner", action: "add_class", payload: "sale wide" },
  { selector: "#banner", action: "remove_class", payload: "dull" },
];

/** What a browser shows of the home page, in the words of the two below. */
export function look() {
  const reviews = document.querySelector("#reviews");
  return {
    colour: getComputedStyle(document.querySelector("h1")).color,
    offer: document.querySelector("#offer").innerHTML,
    buy: document.querySelector("a.buy").getAttribute("href"),
    before: reviews.previousElementSibling.id,
    after: reviews.nextElementSibling.id,
    banner: document.querySelector("#banner").className,
    hidden: getComputedStyle(document.documentElement).opacity === "0",
  };
}

export const AS_IT_IS = {
  colour: "rgb(0, 0, 0)",
  offer: "Every day: €9",
  buy: "/thanks",
  before: "banner",
  after: "signup",
  banner: "thin dull",
  hidden: false,
};

export const CHANGED = {
  colour: "rgb(200, 0, 0)",
  offer: "Only today: <b>€5</b>",
  buy: "/thanks?from=b",
  before: "returns",
  after: "warranty",
  banner: "thin sale wide",
  hidden: false,
};

/** The page comes in pieces, as over a network: an element is seen before its change, unless the page is hidden. */
const HOME = [
  `</head><body><h1>Shop</h1><p id="offer">Every day: €9</p><p>Sold since 1907</p>`,
  `<a class="buy" href="/thanks"><b>Buy</b></a><div id="banner" class="thin dull">Autumn</div>`,
  `<div id="reviews">Five stars</div><form id="signup"><input name="mail"><button>Send me news</button></form>
   <script>document.querySelector("#signup").addEventListener("submit", (event) => event.preventDefault());</script></body>`,
];
const BETWEEN_PIECES_MS = 20;

export class Shop {
  /** The script's address, once the site exists. */
  script = "";

  static async open() {
    const shop = new Shop();
    shop.server = createServer((request, response) => void shop.answer(request, response));
    await new Promise((opened) => shop.server.listen(0, "127.0.0.1", opened));
    shop.url = `http://127.0.0.1:${shop.server.address().port}`;
    return shop;
  }

  close() {
    this.server.closeAllConnections();
    this.server.close();
  }

  async answer(request, response) {
    const { pathname, searchParams } = new URL(request.url, this.url);
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.write(`<!doctype html><title>Shop</title><script src="${this.script}"></script>`);
    for (const piece of this.body(pathname, searchParams)) {
      await pause(BETWEEN_PIECES_MS);
      response.write(piece);
    }
    response.end();
  }

  body(path, parameters) {
    switch (path) {
      case "/":
        return HOME;
      case "/landing":
        return [`<h1>${parameters.get("v") === "2" ? "The other landing page" : "The landing page"}</h1>`];
      default:
        return [`<h1>${path === "/thanks" ? "Thank you" : "Nothing here"}</h1>`];
    }
  }
}
