import { useCallback, useEffect, useState } from "preact/hooks";
import { Masthead } from "./parts/masthead";
import { signOut, signedIn, takeTokenFromAddress } from "./session/session";
import { usePlace } from "./router";
import { ExperimentList } from "./views/experiment-list";
import { ExperimentPage } from "./views/experiment-page";
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

  const heading = place.kind === "list" ? "Experiments" : `Experiment ${place.id}`;
  useEffect(() => {
    document.title = `${heading} · Splitstream`;
  }, [heading]);

  return (
    <>
      <a class="skip" href="#content" onClick={skipToContent}>
        Skip to the content
      </a>
      <Masthead claims={claims} paused={paused} onPause={setPaused} onLeave={() => leave(false)} />
      <main id="content" tabIndex={-1}>
        {claims === null ? (
          <SignIn refused={refused} onSignedIn={onSignedIn} />
        ) : place.kind === "list" ? (
          <ExperimentList paused={paused} onRefused={onRefused} />
        ) : (
          <ExperimentPage key={place.id} id={place.id} isAdmin={claims.role === "admin"} paused={paused} onRefused={onRefused} />
        )}
      </main>
    </>
  );
}

/** The fragment belongs to the router, so the link moves the focus itself. */
function skipToContent(event: Event): void {
  event.preventDefault();
  document.getElementById("content")?.focus();
}
