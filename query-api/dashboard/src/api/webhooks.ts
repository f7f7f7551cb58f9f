import { fields, list, number, required, text, texts, time } from "./fields";

export interface Webhook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[];
  readonly createdAt: number | null;
}

/** A message to a webhook, with how it stands. */
export interface Delivery {
  readonly id: string;
  readonly event: string;
  /** pending, delivered or failed. */
  readonly state: string;
  readonly attempts: number;
  /** Status of the last answer; null when none came. */
  readonly status: number | null;
  readonly reason: string | null;
  readonly createdAt: number | null;
  readonly nextAttemptAt: number | null;
}

export function readWebhooks(data: unknown): readonly Webhook[] {
  return list(data).map((each) => {
    const webhook = fields(each, "a webhook");
    return {
      id: required(webhook["id"], "a webhook's id"),
      url: text(webhook["url"]) ?? "",
      events: texts(webhook["events"]),
      createdAt: time(webhook["created_at"]),
    };
  });
}

export function readDeliveries(data: unknown): readonly Delivery[] {
  return list(data).map((each) => {
    const delivery = fields(each, "a delivery");
    return {
      id: required(delivery["id"], "a delivery's id"),
      event: text(delivery["event"]) ?? "",
      state: text(delivery["state"]) ?? "",
      attempts: number(delivery["attempts"]) ?? 0,
      status: number(delivery["response_status"]),
      reason: text(delivery["reason"]),
      createdAt: time(delivery["created_at"]),
      nextAttemptAt: time(delivery["next_attempt_at"]),
    };
  });
}
