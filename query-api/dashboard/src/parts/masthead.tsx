import { useState } from "preact/hooks";
import type { Claims } from "../session/token";
import { applyTheme, chosenTheme, nextTheme } from "../theme";
import { Mark, PauseIcon, PlayIcon } from "./icons";

interface Props {
  readonly claims: Claims | null;
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
  readonly onLeave: () => void;
}

/** The bar on top: home, pause, colours, who is signed in. */
export function Masthead({ claims, paused, onPause, onLeave }: Props) {
  const [theme, setTheme] = useState(chosenTheme);
  const turnTheme = (): void => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <header class="masthead">
      <a class="home" href="#/">
        <Mark />
        <span>Splitstream</span>
      </a>
      <div class="masthead-actions">
        {claims !== null && (
          <button type="button" class="quiet" onClick={() => onPause(!paused)}>
            {paused ? <PlayIcon /> : <PauseIcon />}
            {paused ? "Resume updates" : "Pause updates"}
          </button>
        )}
        <button type="button" class="quiet" onClick={turnTheme}>
          Colours: {theme}
        </button>
        {claims !== null && (
          <button type="button" class="quiet" onClick={onLeave}>
            Sign out <span class="who">{claims.subject ? `${claims.subject}, ` : ""}{claims.role}</span>
          </button>
        )}
      </div>
    </header>
  );
}
