import { variantOf } from "./assignment";
import { Changes } from "./changes";
import { Curtain } from "./curtain";
import { Memory } from "./memory";
import { onNavigation } from "./navigation";
import { Sender } from "./sender";
import type { Experiment, Goal, Site, Variant } from "./site";
import { matches } from "./url-pattern";

/** What a site's pages may call. */
export interface Api {
  /** The variant of a running experiment that this visitor has; null where there is none. */
  getVariant(experimentId: string): string | null;
  /** Meets the custom goals of a name; a value is, say, what was paid. */
  track(goal: string, value?: number): void;
}

export type Page = Window & { __sk?: Api };

const PREVIEW = "sk_preview";

/**
 * Runs a site's experiments on a page.
 *
 * @param source address of the script, which events go back to
 */
export function start(site: Site, window: Page, source: string): void {
  const preview = new URLSearchParams(window.location.search).get(PREVIEW);
  if (preview) {
    new Preview(site, window, source).show(preview);
  } else if (site.respectsDoNotTrack && asksNotToBeTracked(window)) {
    window.__sk = { getVariant: () => null, track: () => undefined };
  } else if (!window.__sk) {
    new Visit(site, window, source).begin();
  }
}

function asksNotToBeTracked({ navigator }: Window): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };
  return doNotTrack === "1" || globalPrivacyControl === true;
}

/** A page whose experiments change it. */
class Stage {
  readonly changes: Changes;
  private readonly curtain: Curtain;

  constructor(private readonly window: Window) {
    this.changes = new Changes(window.document);
    this.curtain = new Curtain(window);
  }

  /** Changes the page as variants say, from now on, and hides it while it loads until that is done. */
  show(variants: readonly Variant[]): void {
    const { document } = this.window;
    const loading = document.readyState === "loading";
    if (loading) {
      this.curtain.close();
    }
    this.alter(variants);
    new MutationObserver(() => this.look()).observe(document, { childList: true, subtree: true });
    if (loading) {
      document.addEventListener("DOMContentLoaded", () => {
        this.look();
        this.curtain.open();
      });
    }
  }

  alter(variants: readonly Variant[]): void {
    this.changes.set(variants.flatMap((variant) => variant.changes ?? []));
    this.look();
  }

  /**
   * Sends the visitor to another page, with the parameters that this one was called with; whether there is one.
   *
   * @param arrived whether this page was come to so: it may have dropped the parameters by which it is known
   */
  leave(target: string, arrived: boolean, before: () => void): boolean {
    const { location } = this.window;
    const url = new URL(target, location.href);
    const given = new URLSearchParams(location.search);
    const isThere = (name: string): boolean => `${given.getAll(name)}` === `${url.searchParams.getAll(name)}`;
    if (this.isPathOf(url) && (arrived || [...url.searchParams.keys()].every(isThere))) {
      return false;
    }
    given.forEach((value, name) => {
      if (!url.searchParams.has(name)) {
        url.searchParams.append(name, value);
      }
    });
    this.curtain.close();
    before();
    location.replace(url.href);
    return true;
  }

  private isPathOf({ origin, pathname }: URL): boolean {
    const { location } = this.window;
    return origin === location.origin && trimmed(pathname) === trimmed(location.pathname);
  }

  /** Hides the page until a script has done its work. */
  await(script: HTMLScriptElement): void {
    this.curtain.close();
    script.onload = script.onerror = () => this.curtain.open();
    this.window.document.head.append(script);
  }

  private look(): void {
    this.changes.look();
    if (!this.changes.missing) {
      this.curtain.open();
    }
  }
}

function trimmed(path: string): string {
  return path.replace(/\/$/, "");
}

/** Shows one variant, and leaves no trace of having done so. */
class Preview {
  private readonly stage: Stage;

  constructor(
    private readonly site: Site,
    private readonly window: Page,
    private readonly source: string,
  ) {
    this.stage = new Stage(window);
  }

  show(id: string): void {
    let shown: Experiment | undefined;
    let variant: Variant | undefined;
    for (const experiment of this.site.experiments) {
      const found = experiment.variants.find((each) => each.id === id);
      if (found) {
        shown = experiment;
        variant = found;
      }
    }
    this.window.__sk = {
      getVariant: (experimentId) => (shown?.id === experimentId ? id : null),
      track: () => undefined,
    };
    if (!variant) {
      this.ask(id);
    } else if (!variant.redirect || !this.stage.leave(variant.redirect, false, () => undefined)) {
      this.stage.show([variant]);
    }
  }

  /** What does not run is not in every visitor's script: it is asked for. */
  private ask(id: string): void {
    if (this.site.preview) {
      return;
    }
    const script = this.window.document.createElement("script");
    script.src = `${this.source.split("?")[0]}?${PREVIEW}=${encodeURIComponent(id)}`;
    this.stage.await(script);
  }
}

/** A visit of a page, and of those that a single-page application makes of it. */
class Visit {
  private readonly memory: Memory;
  private readonly sender: Sender;
  private readonly stage: Stage;
  /** The experiment that sent the visitor to this page. */
  private readonly sentBy: string | undefined;
  /** The same, until the page was viewed. */
  private arrivedFrom: string | undefined;

  constructor(
    private readonly site: Site,
    private readonly window: Page,
    source: string,
  ) {
    this.memory = new Memory(window);
    this.stage = new Stage(window);
    this.sender = new Sender(window, source.replace(/\/s\/[^/]*$/, `/collect?k=${site.key}`));
    this.sentBy = this.arrivedFrom = this.memory.arrivedFrom();
  }

  begin(): void {
    const { document } = this.window;
    this.window.__sk = {
      getVariant: (experimentId) => {
        const experiment = this.site.experiments.find((each) => each.id === experimentId);
        return experiment ? this.variantOf(experiment).id : null;
      },
      track: (goal, value) => this.meet((each) => each.type === "custom" && each.name === goal, value),
    };
    const variants = this.view();
    if (variants) {
      this.stage.show(variants);
      // Seen before the page's own listeners, which may keep an event from going further.
      document.addEventListener("click", (event) => this.act("click", event), true);
      document.addEventListener("submit", (event) => this.act("form_submit", event), true);
      onNavigation(this.window, () => {
        const next = this.view();
        if (next) {
          this.stage.alter(next);
        }
      });
    }
  }

  /** Views a page: the variants that it is shown in, or nothing if the visitor is sent to another. */
  private view(): readonly Variant[] | undefined {
    const variants: Variant[] = [];
    for (const experiment of this.site.experiments) {
      if (this.canTakePart(experiment) && matches(experiment.url, this.window.location.pathname)) {
        const variant = this.variantOf(experiment);
        const arrived = this.arrivedFrom === experiment.id;
        this.memory.assign(experiment.id, variant.id);
        // Whoever was sent here was seen when the page was asked for.
        if (!arrived) {
          this.report(experiment, variant, "impression");
        }
        if (!arrived && variant.redirect && this.leave(experiment, variant.redirect)) {
          return undefined;
        }
        variants.push(variant);
      }
    }
    this.arrivedFrom = undefined;
    this.meet((goal) => goal.type === "pageview");
    return variants;
  }

  /** Whoever keeps no notes might be sent to and fro for ever: nobody is redirected then, and neither arm counts. */
  private canTakePart(experiment: Experiment): boolean {
    return this.memory.keepsNotes || experiment.variants.every((each) => !each.redirect);
  }

  private leave(experiment: Experiment, target: string): boolean {
    return this.stage.leave(target, this.sentBy === experiment.id, () => {
      this.memory.leaveFor(experiment.id);
      this.sender.flush();
    });
  }

  /** What the visitor saw before stays, as long as the experiment has it. */
  private variantOf(experiment: Experiment): Variant {
    const seen = this.memory.variant(experiment.id);
    return experiment.variants.find((each) => each.id === seen) ?? variantOf(experiment, this.memory.visitor);
  }

  private act(type: Goal["type"], event: Event): void {
    const { target } = event;
    this.meet((goal) => goal.type === type && (!goal.selector || isWithin(target, goal.selector)));
  }

  /** Reports goals of experiments that the visitor has seen. */
  private meet(met: (goal: Goal) => boolean, value?: number): void {
    for (const experiment of this.site.experiments) {
      if (this.memory.variant(experiment.id)) {
        for (const goal of experiment.goals) {
          if (met(goal) && matches(goal.url, this.window.location.pathname)) {
            this.report(experiment, this.variantOf(experiment), goal.event, value);
          }
        }
      }
    }
  }

  private report(experiment: Experiment, variant: Variant, type: string, value?: number): void {
    this.sender.send({
      experiment_id: experiment.id,
      variant_id: variant.id,
      user_id: this.memory.visitor,
      event_type: type,
      // The collector takes four decimals.
      ...(Number.isFinite(value) ? { event_value: Math.round(value! * 1e4) / 1e4 } : {}),
    });
  }
}

function isWithin(target: EventTarget | null, selector: string): boolean {
  try {
    return !!(target as Element | null)?.closest?.(selector);
  } catch {
    return false;
  }
}
