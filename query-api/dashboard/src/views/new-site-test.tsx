import { useRef, useState } from "preact/hooks";
import { LONG_MS, newKey, post } from "../api/request";
import { readCreated, readQuestions, type Question } from "../api/site-tests";
import { useAction } from "../live/use-action";
import { siteTestAddress } from "../router";
import { Questions } from "./questions";

/** A new draft, empty or made of plain English. */
export function NewSiteTest({ siteId }: { siteId: string }) {
  const [name, setName] = useState("");
  const [prompt, setPrompt] = useState("");
  const [targetUrl, setTargetUrl] = useState("");
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const action = useAction();
  // The same draft sent again, because no answer was heard, is created once; another one has a key of its own.
  const sent = useRef({ body: "", key: "" });

  const create = (event: SubmitEvent): void => {
    event.preventDefault();
    const body = {
      site_id: siteId,
      name: name.trim(),
      ...(prompt.trim() === "" ? {} : { prompt: prompt.trim() }),
      ...(targetUrl.trim() === "" ? {} : { target_url: targetUrl.trim() }),
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) {
      sent.current = { body: text, key: newKey() };
    }
    action.run(async () => {
      const answer = await post("/v1/experiments", body, undefined, { timeoutMs: LONG_MS, key: sent.current.key });
      sent.current = { body: "", key: "" };
      const id = readCreated(answer);
      setQuestions(readQuestions(answer));
      if (id !== null) {
        location.hash = siteTestAddress(id);
      }
    });
  };
  const answer = (field: string, text: string): void => (field === "target_url" ? setTargetUrl(text) : setPrompt(text));

  return (
    <form class="form-stack" onSubmit={create} aria-label="New experiment of the site">
      <div class="form-row">
        <label><span class="label">Name of a new experiment</span><input type="text" required maxLength={200} value={name} onInput={(event) => setName(event.currentTarget.value)} /></label>
        <label><span class="label">Page</span><input type="text" maxLength={2048} placeholder="the home page" value={targetUrl} onInput={(event) => setTargetUrl(event.currentTarget.value)} /></label>
      </div>
      <label>
        <span class="label">What its variant changes, in plain English; leave it empty to fill the draft in yourself</span>
        <textarea rows={2} minLength={10} maxLength={4000} placeholder="Change the headline of the homepage to “Free delivery”" value={prompt} onInput={(event) => setPrompt(event.currentTarget.value)} />
      </label>
      {questions.length > 0 && <Questions questions={questions} onAnswer={answer} />}
      {action.problem !== null && <p class="problem" role="alert">{action.problem}</p>}
      <div><button type="submit" class="primary" disabled={action.isBusy}>{action.isBusy ? "Creating…" : "Create a draft"}</button></div>
    </form>
  );
}
