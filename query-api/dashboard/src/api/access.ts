import { fields, list, required, text, time } from "./fields";

export interface Member {
  readonly subject: string;
  readonly role: string;
  readonly name: string;
  readonly addedBy: string;
}

/** A token, but for itself. */
export interface Token {
  readonly id: string;
  readonly subject: string;
  readonly role: string;
  readonly label: string;
  readonly issuedBy: string;
  readonly issuedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

/** A key for programs, but for itself. */
export interface Key {
  readonly id: string;
  readonly label: string;
  readonly createdAt: number | null;
  readonly revokedAt: number | null;
}

export function readMembers(data: unknown): readonly Member[] {
  return list(data).map((each) => {
    const member = fields(each, "a member");
    return {
      subject: required(member["subject"], "a member's subject"),
      role: text(member["role"]) ?? "",
      name: text(member["name"]) ?? "",
      addedBy: text(member["added_by"]) ?? "",
    };
  });
}

export function readTokens(data: unknown): readonly Token[] {
  return list(data).map((each) => {
    const token = fields(each, "a token");
    return {
      id: required(token["id"], "a token's id"),
      subject: text(token["subject"]) ?? "",
      role: text(token["role"]) ?? "",
      label: text(token["label"]) ?? "",
      issuedBy: text(token["issued_by"]) ?? "",
      issuedAt: time(token["issued_at"]),
      expiresAt: time(token["expires_at"]),
      revokedAt: time(token["revoked_at"]),
    };
  });
}

export function readKeys(data: unknown): readonly Key[] {
  return list(data).map((each) => {
    const key = fields(each, "a key");
    return {
      id: required(key["id"], "a key's id"),
      label: text(key["label"]) ?? "",
      createdAt: time(key["created_at"]),
      revokedAt: time(key["revoked_at"]),
    };
  });
}
