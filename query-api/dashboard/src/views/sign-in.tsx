import { useState } from "preact/hooks";
import { get, RequestError } from "../api/request";
import { adviceOn } from "../api/advice";
import { signIn, signOut } from "../session/session";
import { readClaims, tidyToken } from "../session/token";

interface Props {
  /** Whether the API refused the token that was in use. */
  readonly refused: boolean;
  readonly onSignedIn: () => void;
}

/** Takes a token, tries it on the API, keeps it when it works. */
export function SignIn({ refused, onSignedIn }: Props) {
  const [pasted, setPasted] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [trying, setTrying] = useState(false);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const token = tidyToken(pasted);
    if (readClaims(token) === null) {
      setProblem("That is not a token. It has three parts with a dot between them, and begins with ey.");
      return;
    }
    setTrying(true);
    signIn(token);
    try {
      await get("/api/experiments?limit=1");
      onSignedIn();
    } catch (failure) {
      signOut();
      const advice = failure instanceof RequestError ? adviceOn(failure) : { title: "Signing in failed.", action: "Try again." };
      setProblem(`${advice.title} ${advice.action}`);
      setTrying(false);
    }
  };

  const shown = problem ?? (refused ? "The token was not accepted any more. Sign in with a fresh one." : null);
  return (
    <section class="sign-in card" aria-labelledby="sign-in-title">
      <h1 id="sign-in-title">Sign in</h1>
      <p>
        Open the link that <code>ops/up</code> printed when it was ready, or paste a token of a crew member or an admin. A development
        installation keeps them in <code>dev-credentials.json</code> in its data directory.
      </p>
      <form onSubmit={(event) => void submit(event)}>
        <label for="token">Token</label>
        <textarea
          id="token"
          rows={5}
          required
          spellcheck={false}
          autocomplete="off"
          aria-describedby={shown === null ? undefined : "sign-in-problem"}
          aria-invalid={shown !== null}
          value={pasted}
          onInput={(event) => setPasted(event.currentTarget.value)}
        />
        {shown !== null && (
          <p id="sign-in-problem" class="problem" role="alert">
            {shown}
          </p>
        )}
        <button type="submit" class="primary" disabled={trying}>
          {trying ? "Trying the token…" : "Sign in"}
        </button>
      </form>
    </section>
  );
}
