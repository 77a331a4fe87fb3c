/** A chapter of the page: a heading and blocks, which can be left out to save space. */
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Findings } from "../../analysis/findings/findings.js";
import { charts } from "../../charts/index.js";
import { chartWidth } from "../../charts/kit/frame.js";
import { clean } from "../../text/safe-text.js";
import type { Section } from "../kit/sections.js";
import { DataTable, Folded, type NamedTable, type PageTable, Scroll } from "./table.js";

export interface Chapter {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Section[]; // Without blocks the chapter is left out.
}

/** @param spare its name when left out; blocks of higher rank are left out first */
export function block(content: VNode, spare?: { readonly name: string; readonly rank: number }): Section {
  return { text: renderToString(content), name: spare?.name ?? null, ...(spare && { rank: spare.rank }) };
}

/** Optional blocks: those of every time bin are left out first, the charts last. */
export const RANK = { overTime: 4, every: 3, model: 2, picture: 1 } as const;

/** A table shown unfolded; nothing without rows. */
export function tableBlock(id: string, caption: string, table: PageTable, rank: number = RANK.every): Section[] {
  return table.rows.length === 0 ? [] : [block(<DataTable {...{ id, caption, table }} />, { name: caption, rank })];
}

/** A table folded under its name. */
export function foldedTable(id: string, caption: string, table: PageTable): Section[] {
  return foldedTables(caption, [{ id, caption, table }], RANK.every);
}

/** Tables of one kind, folded under one name. */
export function foldedTables(summary: string, tables: readonly NamedTable[], rank: number): Section[] {
  const filled = tables.filter(({ table }) => table.rows.length > 0);
  if (filled.length === 0) return [];
  const content = (
    <Folded summary={summary}>
      {filled.map((each) => (
        <DataTable {...each} hidesCaption={each.caption === summary} />
      ))}
    </Folded>
  );
  return [block(content, { name: summary, rank })];
}

export function Sentences({ of }: { of: readonly string[] }) {
  return of.length === 0 ? null : (
    <ul>
      {of.map((each) => (
        <li>{clean(each)}</li>
      ))}
    </ul>
  );
}

export function sentenceBlock(sentences: readonly string[]): Section[] {
  const said = sentences.filter((each) => clean(each) !== "");
  return said.length === 0 ? [] : [block(<Sentences of={said} />)];
}

/** The named charts, where they apply. */
export function pictures(findings: Findings, names: readonly string[]): Section[] {
  return charts
    .filter(({ name, applies }) => names.includes(name) && applies(findings))
    .map(({ name, draw }) => pictureBlock(name, draw(findings)));
}

/** @param drawn the chart, as the text of an SVG file */
export const pictureBlock = (name: string, drawn: string): Section =>
  block(<Picture {...{ name, drawn }} />, { name: `${name}.svg`, rank: RANK.picture });

function Picture({ name, drawn }: { name: string; drawn: string }) {
  const width = Number(/ width="(\d+)"/.exec(drawn)?.[1]);
  const wide = width > chartWidth ? ` style="min-width:${width}px"` : ""; // It scrolls, so that it can be read.
  const svg = drawn.replace(/<style>.*?<\/style>/s, "").replace("<svg ", `<svg${wide} `);
  const title = /<title id="([^"]*)">/.exec(svg)![1];
  return (
    <figure id={`chart-${name}`}>
      <Scroll aria-labelledby={title} wider="The picture is wider: scroll →">
        <div dangerouslySetInnerHTML={{ __html: svg.trim() }} />
      </Scroll>
    </figure>
  );
}
