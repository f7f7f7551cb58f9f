/** Nothing hides a page for longer. */
const MOST_MS = 500;

/**
 * Hides the page until it is as it should be, so that no visitor sees it change.
 *
 * Through the element's own style, which a site's security policy allows; no style sheet is added.
 */
export class Curtain {
  private raise: (() => void) | undefined;

  constructor(private readonly window: Window) {}

  close(): void {
    const { style } = this.window.document.documentElement;
    if (style.getPropertyPriority("opacity")) {
      // Hidden already: what another script remembered as before would be wrong.
      return;
    }
    const before = ["opacity", style.getPropertyValue("opacity"), style.getPropertyPriority("opacity")] as const;
    style.setProperty("opacity", "0", "important");
    const timer = this.window.setTimeout(() => this.open(), MOST_MS);
    this.raise = () => {
      this.window.clearTimeout(timer);
      style.setProperty(...before);
    };
  }

  open(): void {
    this.raise?.();
    this.raise = undefined;
  }
}
