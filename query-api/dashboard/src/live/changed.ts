const CHANGED = "splitstream-changed";

/** Tells the page that something was changed from here, so that whatever is asked over and over is asked at once. */
export function tellOfChange(): void {
  document.dispatchEvent(new Event(CHANGED));
}

/** Calls a listener at each change until what is returned is called. */
export function onChange(listener: () => void): () => void {
  document.addEventListener(CHANGED, listener);
  return () => document.removeEventListener(CHANGED, listener);
}
