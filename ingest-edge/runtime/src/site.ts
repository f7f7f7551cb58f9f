/** A site as the edge writes it into its script: what a browser needs of the published record, and no more. */
export interface Site {
  readonly key: string;
  /** Whether a visitor whose browser asks not to be tracked takes part in nothing. */
  readonly respectsDoNotTrack: boolean;
  /** Those that run; in a preview the one that is previewed, whether it runs or not. */
  readonly experiments: readonly Experiment[];
  /** The variant that this script was asked for, to show it and nothing else. */
  readonly preview?: string;
}

export interface Experiment {
  readonly id: string;
  /** Pages that it runs on; absent for every page. */
  readonly url?: string;
  readonly variants: readonly Variant[];
  readonly goals: readonly Goal[];
}

export interface Variant {
  readonly id: string;
  /** Share of new visitors, 0 to 1; together 1. */
  readonly weight: number;
  readonly changes?: readonly Change[];
  /** Where its visitors are sent. */
  readonly redirect?: string;
}

export interface Change {
  readonly selector: string;
  readonly action: Action;
  readonly payload: string;
  /** For `set_attribute`. */
  readonly attribute?: string;
}

export type Action =
  | "set_style"
  | "set_content"
  | "set_attribute"
  | "insert_before"
  | "insert_after"
  | "add_class"
  | "remove_class";

export interface Goal {
  readonly name: string;
  readonly type: "click" | "pageview" | "form_submit" | "custom";
  /** Type of the event that says that it was met. */
  readonly event: string;
  readonly selector?: string;
  /** Pages on which it can be met; absent for every page. */
  readonly url?: string;
}
