/** One server-sent event. */
export interface Frame {
  readonly id: string | null;
  readonly event: string;
  readonly data: string;
}

/** A frame that grows beyond this is not one of ours. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/** Takes the text of an event stream as it comes and gives out whole frames. Comments count as a sign of life alone. */
export class FrameReader {
  private rest = "";

  /** The frames that this piece of text completes. */
  take(piece: string): Frame[] {
    this.rest += piece;
    if (this.rest.length > MOST_CHARACTERS) {
      throw new RangeError(`a frame of over ${MOST_CHARACTERS} characters`);
    }
    const blocks = this.rest.split(/\r?\n\r?\n/);
    this.rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => frameOf(block) ?? []);
  }
}

function frameOf(block: string): Frame | null {
  let id: string | null = null;
  let event = "message";
  const data: string[] = [];
  for (const line of block.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (name === "id") {
      id = value;
    } else if (name === "event") {
      event = value;
    } else if (name === "data") {
      data.push(value);
    }
  }
  return data.length === 0 ? null : { id, event, data: data.join("\n") };
}
