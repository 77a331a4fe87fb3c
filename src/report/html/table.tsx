/** A table with caption and scoped headers, in a frame that scrolls on narrow pages. */

import { type ComponentChildren, isValidElement, type VNode } from "preact";
import type { Verdict } from "../../analysis/findings/findings.js";
import { clean } from "../../text/safe-text.js";
import { type Cell, headText, isNumeric } from "../kit/table.js";
import { hiddenColumns } from "./wider.js";

/** Cell content that only a page can show. */
export interface PageTable {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly PageCell[])[];
}
type PageCell = Cell | VNode;

export interface NamedTable {
  readonly id: string;
  readonly caption: string;
  readonly table: PageTable;
}

/** @param hidesCaption visually, where the same words stand just above */
export function DataTable({
  id,
  caption,
  table: { heads, rows },
  hidesCaption = false,
}: NamedTable & { hidesCaption?: boolean }) {
  const align = (i: number) => (isNumeric(heads[i] ?? "") ? "n" : undefined);
  const wider = hiddenColumns([heads.map(headText), ...rows.map((row) => row.map(textOf))]);
  return (
    <Scroll aria-labelledby={`${id}-caption`} wider={wider}>
      <table id={id}>
        <caption id={`${id}-caption`} class={hidesCaption ? "unseen" : undefined}>
          {clean(caption)}
        </caption>
        <thead>
          <tr>
            {heads.map((head, i) =>
              headText(head) === "" ? (
                <td />
              ) : (
                <th scope="col" class={align(i)}>
                  {clean(headText(head))}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr>
              <th scope="row" class={isAgain(name) ? "again" : undefined}>
                <CellText of={name ?? ""} />
              </th>
              {cells.map((cell, i) => (
                <td class={align(i + 1)}>
                  <CellText of={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}

const isAgain = (cell: PageCell | undefined): boolean =>
  typeof cell === "object" && !isValidElement(cell) && "again" in cell && cell.again !== null;

/** As wide as it is shown; what only a page can show is a bar. */
function textOf(of: PageCell): string {
  if (isValidElement(of)) return "a bar of some width";
  if (typeof of === "object" && "code" in of) return of.code;
  if (typeof of === "object" && "verdict" in of) return `✓ ${of.verdict}`;
  return typeof of === "string" ? of : of.label;
}

function CellText({ of }: { of: PageCell }) {
  if (isValidElement(of)) return of;
  if (typeof of === "object" && "code" in of) return <code>{clean(of.code) || "–"}</code>;
  if (typeof of === "object" && "verdict" in of) return <Mark verdict={of.verdict} />;
  return <>{clean(typeof of === "string" ? of : of.label) || "–"}</>;
}

const signs = { met: "✓", missed: "✗", unknown: "?" } as const;

/** A verdict by sign, word and colour; each is enough by itself. */
export function Mark({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`mark ${verdict}`}>
      <span aria-hidden="true">{signs[verdict]}</span> {verdict}
    </span>
  );
}

type Label = { readonly "aria-labelledby": string } | { readonly "aria-label": string };

/** Content that may be wider than the page: scrolls by itself, also with the keyboard. @param wider what a phone is told of that */
export function Scroll({
  children,
  wider,
  ...label
}: Label & { children: ComponentChildren; wider?: string | undefined }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: It is no form and no landmark, only a frame.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: What scrolls must be reachable by keyboard.
    <div class="scroll" role="group" tabIndex={0} {...label}>
      {wider === undefined ? null : (
        <p class="wider" aria-hidden="true">
          {wider}
        </p>
      )}
      {children}
    </div>
  );
}

export function Folded({ summary, children }: { summary: string; children: ComponentChildren }) {
  return (
    <details>
      <summary>{clean(summary)}</summary>
      {children}
    </details>
  );
}
