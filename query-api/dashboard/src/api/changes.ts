import { fields, flag, list, number, required, text, time } from "./fields";

/** Who did what to an experiment. */
export interface Change {
  readonly revision: number;
  readonly at: number | null;
  readonly actor: string;
  /** Whether the service did it by itself. */
  readonly isAutomatic: boolean;
  readonly action: string;
  readonly fields: readonly FieldChange[];
}

export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function readChanges(data: unknown): readonly Change[] {
  return list(data).map((each) => {
    const change = fields(each, "a change");
    return {
      revision: number(change["revision"]) ?? 0,
      at: time(change["at"]),
      actor: required(change["actor"], "who changed something"),
      isAutomatic: flag(change["automatic"]),
      action: required(change["action"], "what was done"),
      fields: list(change["fields"]).map((one) => {
        const field = fields(one, "a field");
        return { field: required(field["field"], "a field's name"), before: text(field["before"]), after: text(field["after"]) };
      }),
    };
  });
}
