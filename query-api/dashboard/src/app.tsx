import { useCallback, useEffect, useState } from "preact/hooks";
import { Masthead } from "./parts/masthead";
import { signOut, signedIn, takeTokenFromAddress } from "./session/session";
import { usePlace, type Place } from "./router";
import type { Claims } from "./session/token";
import { AccessPage } from "./views/access-page";
import { EventPage } from "./views/event-page";
import { ExperimentList } from "./views/experiment-list";
import { ExperimentPage } from "./views/experiment-page";
import { NewExperiment } from "./views/new-experiment";
import { SiteList } from "./views/site-list";
import { SitePage } from "./views/site-page";
import { SiteTestPage } from "./views/site-test-page";
import { StudyList } from "./views/study-list";
import { StudyPage } from "./views/study-page";
import { SignIn } from "./views/sign-in";

/** The whole page: who is signed in, where they are, and whether figures move. */
export function App() {
  const [claims, setClaims] = useState(signedIn);
  const [refused, setRefused] = useState(false);
  const [paused, setPaused] = useState(false);
  const place = usePlace();

  const leave = useCallback((becauseRefused: boolean) => {
    signOut();
    setRefused(becauseRefused);
    setClaims(null);
  }, []);
  const onRefused = useCallback(() => leave(true), [leave]);
  const onSignedIn = useCallback(() => {
    setRefused(false);
    setClaims(signedIn());
  }, []);

  // A link with a token, opened while the page is already there, changes only the fragment.
  useEffect(() => {
    const follow = (): void => {
      takeTokenFromAddress();
      setClaims(signedIn());
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  const heading = headingOf(place);
  useEffect(() => {
    document.title = `${heading} · Splitstream`;
  }, [heading]);

  return (
    <>
      <a class="skip" href="#content" onClick={skipToContent}>
        Skip to the content
      </a>
      <Masthead claims={claims} place={place} paused={paused} onPause={setPaused} onLeave={() => leave(false)} />
      <main id="content" tabIndex={-1}>
        {claims === null ? <SignIn refused={refused} onSignedIn={onSignedIn} /> : <View place={place} claims={claims} paused={paused} onRefused={onRefused} />}
      </main>
    </>
  );
}

function headingOf(place: Place): string {
  switch (place.kind) {
    case "list":
      return "Experiments";
    case "new":
      return "New experiment";
    case "experiment":
      return `Experiment ${place.id}`;
    case "studies":
      return "Studies";
    case "study":
      return `Study ${place.id}`;
    case "sites":
      return "Sites";
    case "site":
      return `Site ${place.id}`;
    case "site-test":
      return `Experiment ${place.id} of a site`;
    case "access":
      return "Access";
    case "events":
      return `Events of ${place.id}`;
  }
}

interface ViewProps {
  readonly place: Place;
  readonly claims: Claims;
  readonly paused: boolean;
  readonly onRefused: () => void;
}

function View({ place, claims, paused, onRefused }: ViewProps) {
  const isAdmin = claims.role === "admin";
  switch (place.kind) {
    case "list":
      return <ExperimentList isAdmin={isAdmin} paused={paused} onRefused={onRefused} />;
    case "new":
      return <NewExperiment />;
    case "experiment":
      return <ExperimentPage key={place.id} id={place.id} workspaceId={claims.workspace} isAdmin={isAdmin} paused={paused} onRefused={onRefused} />;
    case "studies":
      return <StudyList paused={paused} />;
    case "study":
      return <StudyPage key={place.id} id={place.id} paused={paused} />;
    case "sites":
      return <SiteList isAdmin={isAdmin} paused={paused} />;
    case "site":
      return <SitePage key={place.id} id={place.id} isAdmin={isAdmin} paused={paused} />;
    case "site-test":
      return <SiteTestPage key={place.id} id={place.id} isAdmin={isAdmin} paused={paused} />;
    case "access":
      return <AccessPage paused={paused} />;
    case "events":
      return <EventPage key={place.id} id={place.id} workspaceId={claims.workspace} paused={paused} />;
  }
}

/** The fragment belongs to the router, so the link moves the focus itself. */
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
