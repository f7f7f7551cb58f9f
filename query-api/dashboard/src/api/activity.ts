import { fields, flag, list, number, required, text, time } from "./fields";

export interface AcceptedEvent {
  readonly id: string;
  readonly variantId: string;
  readonly userId: string;
  readonly type: string;
  readonly value: number | null;
  readonly happenedAt: number | null;
  readonly loggedAt: number | null;
  readonly isLate: boolean;
  readonly source: string;
}

export interface RejectedEvent {
  readonly rejectedAt: number | null;
  readonly code: string;
  readonly message: string;
  /** The begin of the event as sent. */
  readonly excerpt: string;
}

/** The newest events of an experiment, newest first. */
export interface RecentEvents {
  readonly accepted: readonly AcceptedEvent[];
  readonly rejected: readonly RejectedEvent[];
  /** Refusals of the last hour; 200 stands for 200 or more. */
  readonly rejectedCount: number;
}

export function readRecentEvents(data: unknown): RecentEvents {
  const item = fields(data, "the events");
  return {
    accepted: list(item["accepted"]).map((each) => {
      const event = fields(each, "an event");
      return {
        id: required(event["event_id"], "an event's id"),
        variantId: text(event["variant_id"]) ?? "",
        userId: text(event["user_id"]) ?? "",
        type: text(event["event_type"]) ?? "",
        value: number(event["value"]),
        happenedAt: time(event["timestamp"]),
        loggedAt: time(event["logged_at"]),
        isLate: flag(event["late"]),
        source: text(event["source"]) ?? "",
      };
    }),
    rejectedCount: number(item["rejected_count"]) ?? 0,
    rejected: list(item["rejected"]).map((each) => {
      const event = fields(each, "a refusal");
      return {
        rejectedAt: time(event["rejected_at"]),
        code: text(event["code"]) ?? "",
        message: text(event["message"]) ?? "",
        excerpt: text(event["excerpt"]) ?? "",
      };
    }),
  };
}

/** Events of one type under one variant in one window of log time. */
export interface WindowCount {
  readonly start: number;
  readonly variantId: string;
  readonly type: string;
  readonly events: number;
  readonly value: number | null;
  readonly isComplete: boolean;
}

export function readWindows(data: unknown): readonly WindowCount[] {
  return list(fields(data, "the windows")["windows"]).flatMap((each) => {
    const window = fields(each, "a window");
    const start = time(window["start"]);
    return start === null
      ? []
      : [
          {
            start,
            variantId: required(window["variant_id"], "a window's variant"),
            type: required(window["event_type"], "a window's events"),
            events: number(window["events"]) ?? 0,
            value: number(window["value"]),
            isComplete: flag(window["complete"]),
          },
        ];
  });
}

/** Attributes that assigned users have, the commonest first. */
export function readAttributes(data: unknown): readonly string[] {
  return list(fields(data, "the attributes")["attributes"]).map((each) => required(fields(each, "an attribute")["name"], "an attribute's name"));
}
