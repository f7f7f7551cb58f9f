import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

export interface Column<T> {
  readonly title: string;
  /** Numbers stand to the right. */
  readonly isFigure?: boolean;
  readonly cell: (row: T) => ComponentChildren;
}

interface Props<T> {
  readonly label: string;
  readonly rows: readonly T[];
  readonly columns: readonly Column<T>[];
  readonly rowKey: (row: T) => string | number;
  /** Whether a long table scrolls within itself. */
  readonly isTall?: boolean;
  readonly id?: string;
}

/** A table in a region of its own that scrolls, by keyboard too. The first column heads its row. */
export function DataTable<T>({ label, rows, columns, rowKey, isTall, id }: Props<T>) {
  return (
    <div class={isTall ? "scroll tall" : "scroll"} role="group" aria-label={label} tabIndex={0}>
      <table {...(id === undefined ? {} : { id })}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" class={column.isFigure ? "figure" : undefined}>{column.title}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)}>
              {columns.map((column, index) =>
                index === 0 ? (
                  <th key={column.title} scope="row">{column.cell(row)}</th>
                ) : (
                  <td key={column.title} class={column.isFigure ? "figure" : undefined}>{column.cell(row)}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The figures of a chart, for everybody who wants them as figures; drawn once they are wanted. */
export function ChartTable<T>(props: Omit<Props<T>, "isTall">) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The points as a table</summary>
      {isOpen && <DataTable {...props} isTall />}
    </details>
  );
}
