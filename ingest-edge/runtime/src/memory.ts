/** Assignments that are kept, the newest of them. */
const MOST_ASSIGNMENTS = 100;
const VISITOR = "sk_visitor";
const ASSIGNED = "sk_assigned";
const REDIRECTED = "sk_redirected";
const YEAR_SECONDS = 31_536_000;

/**
 * What a visitor's browser keeps: an id that says nothing about the person, and the variants seen. Where storage is
 * forbidden it lasts as long as the page.
 */
export class Memory {
  readonly visitor: string;
  private readonly assigned: Map<string, string>;

  constructor(private readonly window: Window) {
    this.visitor = this.knownVisitor() ?? newId();
    this.keep(VISITOR, this.visitor);
    attempt(() => {
      const secure = window.location.protocol === "https:" ? ";secure" : "";
      window.document.cookie = `${VISITOR}=${this.visitor};path=/;max-age=${YEAR_SECONDS};samesite=lax${secure}`;
    });
    this.assigned = attempt(() => new Map(JSON.parse(window.localStorage.getItem(ASSIGNED)!))) ?? new Map();
  }

  /** The variant that the visitor saw of an experiment. */
  variant(experiment: string): string | undefined {
    return this.assigned.get(experiment);
  }

  assign(experiment: string, variant: string): void {
    if (this.assigned.get(experiment) === variant) {
      return;
    }
    this.assigned.delete(experiment);
    this.assigned.set(experiment, variant);
    this.keep(ASSIGNED, JSON.stringify([...this.assigned].slice(-MOST_ASSIGNMENTS)));
  }

  /** Whether what is noted for the next page of this tab will be found there. */
  get keepsNotes(): boolean {
    return attempt(() => !!this.window.sessionStorage) === true;
  }

  /** Notes that an experiment sends the visitor to another page, of this tab. */
  leaveFor(experiment: string): void {
    attempt(() => this.window.sessionStorage.setItem(REDIRECTED, experiment));
  }

  /** The experiment that sent the visitor here, forgotten by asking. */
  arrivedFrom(): string | undefined {
    return attempt(() => {
      const experiment = this.window.sessionStorage.getItem(REDIRECTED) ?? undefined;
      this.window.sessionStorage.removeItem(REDIRECTED);
      return experiment;
    });
  }

  private knownVisitor(): string | undefined {
    const kept = attempt(() => this.window.localStorage.getItem(VISITOR));
    const cookie = attempt(() => /(?:^|; )sk_visitor=([^;]*)/.exec(this.window.document.cookie)?.[1]);
    return [kept, cookie].find((id): id is string => /^[0-9a-f]{32}$/.test(id ?? ""));
  }

  private keep(key: string, value: string): void {
    attempt(() => this.window.localStorage.setItem(key, value));
  }
}

/** 128 random bits in hexadecimal. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A browser that forbids storage throws when it is touched. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
