/** A JSON object. */
export type Json = { readonly [name: string]: unknown };

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a JSON merge patch (RFC 7396) makes of an object; the object stays as it is. */
export function merged(target: Json, patch: Json): Json {
  const result: Record<string, unknown> = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[name];
    } else if (isObject(value)) {
      const before = result[name];
      result[name] = merged(isObject(before) ? before : {}, value);
    } else {
      result[name] = value;
    }
  }
  return result;
}
