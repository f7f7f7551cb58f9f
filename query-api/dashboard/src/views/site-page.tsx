import { readSiteTestLines, type SiteTestLine } from "../api/site-tests";
import { readCredits, readSite, type CreditEntry, type Credits } from "../api/sites";
import { count, moment } from "../format";
import { useAction } from "../live/use-action";
import { useNow, usePoll } from "../live/use-poll";
import { StatusBadge } from "../parts/badges";
import { DataTable } from "../parts/data-table";
import { Failure, secondsUntil } from "../parts/notice";
import { experimentAddress, siteTestAddress } from "../router";
import { CrawlState } from "./crawl-state";
import { IdeaSection } from "./idea-section";
import { NewSiteTest } from "./new-site-test";
import { ScheduleSection } from "./schedule-section";
import { Plan } from "./site-list";
import { SiteSettings } from "./site-settings";

interface Props {
  readonly id: string;
  readonly isAdmin: boolean;
  readonly paused: boolean;
}

const EVERY_MS = 3_000;

/** One site: what runs on it, what could, and what its pages need for that. */
export function SitePage({ id, isAdmin, paused }: Props) {
  const path = encodeURIComponent(id);
  const site = usePoll(`/v1/sites/${path}`, readSite, EVERY_MS, paused);
  const tests = usePoll(`/v1/experiments?site_id=${path}&limit=100`, readSiteTestLines, EVERY_MS, paused);
  const credits = usePoll("/v1/credits?limit=20", readCredits, 5_000, paused);
  const action = useAction();
  const now = useNow();
  const trouble = [site, tests, credits].find((poll) => poll.error !== null);
  return (
    <div class="experiment">
      <header class="experiment-header">
        <p class="crumb"><a href="#/sites">Sites</a></p>
        <h1>{site.value?.name ?? "Site"}</h1>
        {site.value !== null && (
          <div class="experiment-facts">
            <a href={site.value.url} rel="noopener noreferrer">{site.value.url}</a>
            <CrawlState site={site.value} />
            {site.value.crawledAt !== null && <span>Looked at {moment(site.value.crawledAt)}</span>}
          </div>
        )}
      </header>
      {trouble?.error != null && <Failure error={trouble.error} inSeconds={secondsUntil(trouble.retryAt, now)} />}
      {action.problem !== null && <p class="notice problem" role="alert">{action.problem}</p>}
      {tests.value !== null && <Tests siteId={id} tests={tests.value} isAdmin={isAdmin} />}
      <IdeaSection siteId={id} isAdmin={isAdmin} paused={paused} action={action} />
      <ScheduleSection siteId={id} isAdmin={isAdmin} paused={paused} action={action} />
      {site.value !== null && <SiteSettings key={site.value.id} site={site.value} isAdmin={isAdmin} action={action} />}
      {credits.value !== null && <Spent credits={credits.value} />}
    </div>
  );
}

function Tests({ siteId, tests, isAdmin }: { siteId: string; tests: readonly SiteTestLine[]; isAdmin: boolean }) {
  return (
    <section class="card" aria-labelledby="tests-title">
      <div class="section-head"><h2 id="tests-title">Experiments</h2></div>
      {tests.length === 0 && <p class="quiet-text">None yet. Create one here, or from an idea.</p>}
      {tests.length > 0 && (
        <DataTable<SiteTestLine>
          id="site-experiments"
          label="Experiments of the site"
          rows={tests}
          rowKey={(test) => test.id}
          isTall
          columns={[
            { title: "Name", cell: (test) => <a class="excerpt" href={siteTestAddress(test.id)}>{test.name}</a> },
            { title: "Status", cell: (test) => <StatusBadge status={test.status} /> },
            { title: "See variant", isFigure: true, cell: (test) => `${test.split}%` },
            { title: "Started", cell: (test) => moment(test.startedAt) },
            { title: "Figures", cell: (test) => (test.status === "draft" ? null : <a href={experimentAddress(test.id)}>Figures<span class="visually-hidden"> of {test.name}</span></a>) },
          ]}
        />
      )}
      {isAdmin && <NewSiteTest siteId={siteId} />}
    </section>
  );
}

const SPENT_ON: Record<string, string> = { grant: "granted", create: "created an experiment", generate: "had something made", returned: "given back" };

function Spent({ credits }: { credits: Credits }) {
  return (
    <section class="card" aria-labelledby="credits-title">
      <div class="section-head">
        <h2 id="credits-title">Credits of the workspace</h2>
        <Plan credits={credits} />
      </div>
      {credits.entries.length === 0 ? (
        <p class="quiet-text">{credits.balance === null ? "Creating costs nothing on this plan." : "Nothing was spent yet: creating an experiment costs 5 credits, having ideas or a variant made 10."}</p>
      ) : (
        <DataTable<CreditEntry & { readonly key: number }>
          label="What credits were spent on"
          rows={credits.entries.map((entry, key) => ({ ...entry, key }))}
          rowKey={(entry) => entry.key}
          isTall
          columns={[
            { title: "When", cell: (entry) => moment(entry.at) },
            { title: "For", cell: (entry) => SPENT_ON[entry.reason] ?? entry.reason },
            { title: "What", cell: (entry) => <span class="excerpt">{entry.subject}</span> },
            { title: "Credits", isFigure: true, cell: (entry) => (entry.amount < 0 ? `−${count(-entry.amount)}` : `+${count(entry.amount)}`) },
          ]}
        />
      )}
    </section>
  );
}
