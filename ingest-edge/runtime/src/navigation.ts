/** Calls when the page's address changes without a load: what single-page applications do. */
export function onNavigation(window: Window, then: () => void): void {
  const { history, location } = window;
  let at = location.pathname + location.search;
  const look = (): void => {
    const now = location.pathname + location.search;
    if (now !== at) {
      at = now;
      then();
    }
  };
  for (const name of ["pushState", "replaceState"] as const) {
    const original = history[name];
    history[name] = (...state) => {
      original.apply(history, state);
      look();
    };
  }
  window.addEventListener("popstate", look);
}
