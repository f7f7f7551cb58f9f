import type { Change } from "./site";

/** What could run, and what changes attributes later on. */
const RUNS = /^(script|base|object|embed|meta|set|animate.*)$/i;
/** What runs or loads what its attributes and its content say: a type and then an address are a script together. */
const HELD = /^(script|base|object|embed|meta|link|style|template|i?frame|set|animate.*|use)$/i;
const RUNNING_ADDRESS = /^(javascript|vbscript|data:text)/i;
const MOST_UNDOS = 1000;

/** A change in force. */
interface Active {
  readonly change: Change;
  readonly done: WeakSet<Element>;
  found: boolean;
}

interface Undo {
  readonly element: Element;
  readonly run: () => void;
}

/** The changes of a page's elements: made once on each, whenever it appears, and taken back when they end. */
export class Changes {
  private wanted: readonly Change[] = [];
  private active: Active[] = [];
  private undos: Undo[] = [];
  /** Inserting beside what was inserted would never end. */
  private readonly inserted = new WeakSet<Element>();

  constructor(private readonly document: Document) {}

  /** Makes these changes and no others. */
  set(changes: readonly Change[]): void {
    if (changes.length === this.wanted.length && changes.every((change, index) => change === this.wanted[index])) {
      return;
    }
    this.undos.reverse().forEach((undo) => undo.run());
    this.undos = [];
    this.wanted = changes;
    this.active = changes.map((change) => ({ change, done: new WeakSet(), found: false }));
    this.look();
  }

  /** Whether some change has met no element yet. */
  get missing(): boolean {
    return this.active.some((each) => !each.found);
  }

  /** Changes what has appeared. */
  look(): void {
    this.active.forEach((each) => this.select(each.change.selector).forEach((element) => this.meet(each, element)));
    if (this.undos.length > MOST_UNDOS) {
      this.undos = this.undos.filter((undo) => undo.element.isConnected);
    }
  }

  private select(selector: string): Element[] {
    try {
      return [...this.document.querySelectorAll(selector)];
    } catch {
      // No selector of this browser; the other changes are made all the same.
      return [];
    }
  }

  private meet(active: Active, element: Element): void {
    // The parser would go on filling an element that is not whole, behind the new content.
    if (active.change.action === "set_content" && !this.isWhole(element)) {
      return;
    }
    active.found = true;
    if (active.done.has(element)) {
      return;
    }
    active.done.add(element);
    if (/attribute|content/.test(active.change.action) && HELD.test(element.localName)) {
      return;
    }
    const run = this.make(active.change, element);
    if (run) {
      this.undos.push({ element, run });
    }
  }

  /** Whether the parser is done with an element: it has gone on to something behind it, or to the end. */
  private isWhole(element: Element): boolean {
    for (let node: Node | null = element; node && this.document.readyState === "loading"; node = node.parentNode) {
      if (node.nextSibling) {
        return true;
      }
    }
    return this.document.readyState !== "loading";
  }

  /** Makes a change; gives what takes it back. */
  private make({ action, payload, attribute }: Change, element: Element): (() => void) | undefined {
    switch (action) {
      case "set_style":
        return this.style((element as HTMLElement).style, payload);
      case "set_attribute":
        return setAttribute(element, attribute!, payload);
      case "add_class":
      case "remove_class":
        return setClasses(element, payload, action === "add_class");
      default:
        return this.inserted.has(element) ? undefined : this.insert(action, element, this.parse(payload));
    }
  }

  private style(style: CSSStyleDeclaration, payload: string): () => void {
    const declared = this.document.createElement("i").style;
    declared.cssText = payload;
    const before = Array.from(
      declared,
      (name) => [name, style.getPropertyValue(name), style.getPropertyPriority(name)] as const,
    );
    // As text: a shorthand of variables has no values, property by property.
    before.forEach(([name]) => style.removeProperty(name));
    style.cssText += payload;
    return () => before.forEach((was) => style.setProperty(...was));
  }

  private insert(action: Change["action"], element: Element, content: DocumentFragment): () => void {
    const nodes = [...content.childNodes];
    if (action === "set_content") {
      const before = [...element.childNodes];
      element.replaceChildren(content);
      return () => element.replaceChildren(...before);
    }
    element.parentNode!.insertBefore(content, action === "insert_before" ? element : element.nextSibling);
    return () => nodes.forEach((node) => (node as ChildNode).remove());
  }

  /** HTML without anything that could run. */
  private parse(html: string): DocumentFragment {
    const template = this.document.createElement("template");
    template.innerHTML = html;
    template.content.querySelectorAll("*").forEach((element) => {
      this.inserted.add(element);
      if (RUNS.test(element.localName)) {
        element.remove();
      }
      for (const { name, value } of [...element.attributes]) {
        if (isRunning(name, value)) {
          element.removeAttribute(name);
        }
      }
    });
    return template.content;
  }
}

function setAttribute(element: Element, name: string, value: string): (() => void) | undefined {
  if (isRunning(name, value)) {
    return undefined;
  }
  const before = element.getAttribute(name);
  element.setAttribute(name, value);
  return () => (before === null ? element.removeAttribute(name) : element.setAttribute(name, before));
}

function setClasses({ classList }: Element, classes: string, there: boolean): () => void {
  const changed = classes.split(/\s+/).filter((name) => name && classList.contains(name) !== there);
  changed.forEach((name) => classList.toggle(name, there));
  return () => changed.forEach((name) => classList.toggle(name, !there));
}

/** Browsers leave out blanks and control characters before they look for the scheme. */
function isRunning(attribute: string, value: string): boolean {
  return /^on|^srcdoc$/i.test(attribute) || RUNNING_ADDRESS.test(value.replace(/[\0-\x20]/g, ""));
}
