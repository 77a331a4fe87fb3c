/** A chart on the page. Dark colours come from the page's style, which tells paper from screen. */
import type { Findings } from "../../analysis/findings/findings.js";
import { charts } from "../../charts/index.js";
import type { Section } from "../kit/sections.js";
import { block, RANK } from "./chapter.js";
import { Scroll } from "./table.js";

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
  const svg = drawn.replace(/<style>.*?<\/style>/s, "");
  const title = /<title id="([^"]*)">/.exec(svg)![1];
  return (
    <figure id={`chart-${name}`}>
      <Scroll aria-labelledby={title}>
        <div dangerouslySetInnerHTML={{ __html: svg.trim() }} />
      </Scroll>
    </figure>
  );
}
