import { patch, post } from "../api/request";
import type { Site } from "../api/sites";
import type { Action } from "../live/use-action";
import { CopyButton } from "../parts/sql-panel";

interface Props {
  readonly site: Site;
  readonly isAdmin: boolean;
  readonly action: Action;
}

/** What a site's pages need, and what holds for them. */
export function SiteSettings({ site, isAdmin, action }: Props) {
  const path = `/v1/sites/${encodeURIComponent(site.id)}`;
  const snippet = `<script src="${site.scriptUrl ?? ""}" async></script>`;
  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const origins = String(given.get("origins")).split(/\s+/).filter((origin) => origin !== "");
    action.run(() => patch(path, { name: String(given.get("name")).trim(), origins, respect_do_not_track: given.get("dnt") !== null }));
  };
  return (
    <section class="card" id="site-settings" aria-labelledby="settings-title">
      <div class="section-head">
        <h2 id="settings-title">On its pages</h2>
        {isAdmin && (
          <button type="button" class="small" disabled={action.isBusy} onClick={() => action.run(() => post(`${path}/crawl`, undefined))}>
            Look at the home page again
          </button>
        )}
      </div>
      {site.crawlError !== null && <p class="problem">The home page could not be looked at: {site.crawlError}</p>}
      <div class="sql-head">
        <h3>Into the head of every page</h3>
        <CopyButton text={snippet} what="the snippet" />
      </div>
      <pre tabIndex={0} aria-label="Snippet">{snippet}</pre>
      <div class="sql-head">
        <h3>Public key, under which its pages send events</h3>
        <CopyButton text={site.publicKey} what="the public key" />
      </div>
      <pre tabIndex={0} aria-label="Public key">{site.publicKey}</pre>
      {isAdmin && (
        <form class="form-stack" onSubmit={save} aria-label="Change the site">
          <label><span class="label">Name</span><input type="text" name="name" required maxLength={200} defaultValue={site.name} /></label>
          <label>
            <span class="label">Origins whose pages may send events, one a line</span>
            <textarea name="origins" rows={2} required defaultValue={site.origins.join("\n")} />
          </label>
          <label class="check"><input type="checkbox" name="dnt" defaultChecked={site.respectsDoNotTrack} />Leave visitors alone who ask not to be tracked</label>
          <div><button type="submit" disabled={action.isBusy}>Save</button></div>
        </form>
      )}
    </section>
  );
}
