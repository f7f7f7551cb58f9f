import { useState } from "preact/hooks";
import type { Place } from "../router";
import type { Claims } from "../session/token";
import { applyTheme, chosenTheme, nextTheme } from "../theme";
import { Mark, PauseIcon, PlayIcon } from "./icons";

interface Props {
  readonly claims: Claims | null;
  readonly place: Place;
  readonly paused: boolean;
  readonly onPause: (paused: boolean) => void;
  readonly onLeave: () => void;
}

/** The bar on top: home, pause, colours, who is signed in. */
export function Masthead({ claims, place, paused, onPause, onLeave }: Props) {
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
      {claims !== null && (
        <nav class="nav" aria-label="Parts of the page">
          <Part title="Experiments" address="#/" isHere={["list", "new", "experiment", "events"].includes(place.kind)} />
          <Part title="Studies" address="#/studies" isHere={place.kind === "studies" || place.kind === "study"} />
          <Part title="Sites" address="#/sites" isHere={["sites", "site", "site-test"].includes(place.kind)} />
          {claims.role === "admin" && <Part title="Access" address="#/access" isHere={place.kind === "access"} />}
        </nav>
      )}
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

function Part({ title, address, isHere }: { title: string; address: string; isHere: boolean }) {
  return <a href={address} {...(isHere ? { "aria-current": "page" } : {})}>{title}</a>;
}
