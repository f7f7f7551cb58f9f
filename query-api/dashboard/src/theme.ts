/** The page's colours: as the system has them, unless someone chose otherwise. */
export type Theme = "auto" | "light" | "dark";

const KEY = "splitstream-theme";
const ORDER: readonly Theme[] = ["auto", "light", "dark"];

export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return kept === "light" || kept === "dark" ? kept : "auto";
}

export function nextTheme(theme: Theme): Theme {
  return ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] as Theme;
}

/** Applies a theme and remembers it; listeners of {@link onThemeChange} hear of it. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset["theme"] = theme;
  dispatchEvent(new Event("themechange"));
}

/** Calls back when colours change, by choice or by the system; returns how to stop. */
export function onThemeChange(changed: () => void): () => void {
  const system = matchMedia("(prefers-color-scheme: dark)");
  system.addEventListener("change", changed);
  addEventListener("themechange", changed);
  return () => {
    system.removeEventListener("change", changed);
    removeEventListener("themechange", changed);
  };
}
