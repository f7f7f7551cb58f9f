import { readCredits, readSite, readSites, type Credits, type Site } from "../api/sites";
import { post } from "../api/request";
import { count } from "../format";
import { useAction } from "../live/use-action";
import { useNow, usePoll } from "../live/use-poll";
import { Failure, secondsUntil } from "../parts/notice";
import { siteAddress } from "../router";
import { CrawlState } from "./crawl-state";
import { WebhookSection } from "./webhook-section";

interface Props {
  readonly isAdmin: boolean;
  readonly paused: boolean;
}

/** The sites of the workspace, what is left to spend on them, and who is told of what happens there. */
export function SiteList({ isAdmin, paused }: Props) {
  const { value: sites, error, retryAt } = usePoll("/v1/sites", readSites, 3_000, paused);
  const credits = usePoll("/v1/credits?limit=1", readCredits, 10_000, paused).value;
  const now = useNow();
  return (
    <div class="experiment">
      <div class="page-title">
        <h1>Sites</h1>
        {credits !== null && <Plan credits={credits} />}
      </div>
      {error !== null && <Failure error={error} inSeconds={secondsUntil(retryAt, now)} />}
      {sites === null && error === null && <p class="quiet-text">Loading…</p>}
      {sites?.length === 0 && <p class="card quiet-text">There is no site yet. {isAdmin ? "Register one below; its home page is then looked at." : "An admin can register one."}</p>}
      {sites !== null && sites.length > 0 && (
        <ul class="experiments">
          {sites.map((site) => <Line key={site.id} site={site} />)}
        </ul>
      )}
      {isAdmin && <Register />}
      <WebhookSection isAdmin={isAdmin} paused={paused} />
    </div>
  );
}

export function Plan({ credits }: { credits: Credits }) {
  return (
    <p class="quiet-text">
      Plan {credits.plan}, {credits.balance === null ? "not metered" : `${count(credits.balance)} credits left`}
    </p>
  );
}

function Line({ site }: { site: Site }) {
  return (
    <li class="card experiment-line study-line">
      <div class="experiment-line-name">
        <h2><a href={siteAddress(site.id)}>{site.name}</a></h2>
        <p class="quiet-text">{site.url}</p>
      </div>
      <p><CrawlState site={site} /></p>
    </li>
  );
}

function Register() {
  const action = useAction();
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    action.run(async () => {
      const site = readSite(await post("/v1/sites", { name: String(given.get("name")).trim(), url: String(given.get("url")).trim() }));
      location.hash = siteAddress(site.id);
    });
  };
  return (
    <section class="card" aria-labelledby="register-title">
      <div class="section-head"><h2 id="register-title">Register a site</h2></div>
      <form class="inline-form bare" onSubmit={add} aria-labelledby="register-title">
        <label><span class="label">Name</span><input type="text" name="name" required maxLength={200} /></label>
        <label class="wide"><span class="label">Address</span><input type="url" name="url" required maxLength={2048} placeholder="https://mystore.com" /></label>
        <button type="submit" class="primary" disabled={action.isBusy}>Register</button>
      </form>
      {action.problem !== null && <p class="problem" role="alert">{action.problem}</p>}
    </section>
  );
}
