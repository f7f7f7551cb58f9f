interface Props {
  readonly label: string;
  readonly page: number;
  readonly hasMore: boolean;
  readonly onPage: (page: number) => void;
}

/** Steps through a list that is in the order of creation; nothing where all of it is shown. */
export function Pager({ label, page, hasMore, onPage }: Props) {
  return page === 0 && !hasMore ? null : (
    <nav class="pager" aria-label={label}>
      <button type="button" disabled={page === 0} onClick={() => onPage(page - 1)}>
        Older
      </button>
      <button type="button" disabled={!hasMore} onClick={() => onPage(page + 1)}>
        Newer
      </button>
    </nav>
  );
}
