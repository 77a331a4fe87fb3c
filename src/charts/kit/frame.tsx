/** The frame of every chart: the finding above, the provenance below, and the text for screen readers. */
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { clean } from "../../text/safe-text.js";
import type { Caption } from "./caption.js";
import { darkStyle, paint } from "./colours.js";
import { Lines } from "./marks.js";
import { wrap } from "./text.js";

export const chartWidth = 960;
const margin = 16;
const titleType = { size: 19, bold: true, leading: 25 };
const subtitleType = { size: 12, leading: 16 };
const footerType = { size: 10, leading: 13 };
const fonts = "system-ui,'Segoe UI',Roboto,Arial,'DejaVu Sans',sans-serif";

interface FrameProps {
  readonly chart: string; // File name without its ending.
  readonly findings: Sourced;
  readonly caption: Caption;
  readonly bodyHeight: number;
  readonly children: ComponentChildren; // Drawn from (0, 0), `width` wide.
  readonly width?: number; // `chartWidth` if not given.
}

function Frame({ chart, findings, caption, bodyHeight, children, width = chartWidth }: FrameProps) {
  const id = `${chart}-${hash(JSON.stringify(findings))}`; // Unique, since several charts can share a page.
  const room = width - 2 * margin;
  const title = wrap(caption.title, room, titleType, 3);
  const subtitle = wrap(caption.subtitle, room, subtitleType, 4);
  const footer = wrap(provenance(findings), room, footerType, 2);
  const subtitleY = margin + titleType.leading * title.length + 10;
  const bodyY = subtitleY + subtitleType.leading * subtitle.length + 4;
  const footerY = bodyY + bodyHeight + 18;
  const height = footerY + footerType.leading * (footer.length - 1) + 12;
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="headroom"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      font-family={fonts}
    >
      <title id={`${id}-title`}>{clean(caption.title)}</title>
      <desc id={`${id}-desc`}>{clean(caption.description)}</desc>
      <style>{darkStyle()}</style>
      <rect width={width} height={height} {...paint({ fill: "paper" })} />
      <Lines lines={title} x={margin} y={margin + 16} {...titleType} />
      <Lines lines={subtitle} x={margin} y={subtitleY} {...subtitleType} tone="muted" />
      <g transform={`translate(0 ${bodyY})`}>{children}</g>
      <Lines lines={footer} x={margin} y={footerY} {...footerType} tone="muted" />
    </svg>
  );
}

/** The chart as the text of an SVG file. */
export function draw(props: FrameProps): string {
  const svg = renderToString(<Frame {...props} />);
  return `${svg.replaceAll("]]>", "]]&gt;")}\n`; // Fine in the HTML that preact writes, but not in XML.
}

/** FNV-1a, 32 bits, as eight hexadecimal digits: tells charts on a page apart. */
function hash(text: string): string {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, "0");
}

/** What all kinds of findings have in common. */
interface Sourced {
  readonly name: string;
  readonly seed: string;
  readonly version: string;
  readonly window: { readonly replications: number };
  readonly variants: readonly { readonly modelHash: string }[];
}

const shortHash = (hash: string) => hash.replace(/^sha256[:-]/, "").slice(0, 7);

/** Where a chart comes from: enough to reproduce it. */
function provenance({ name, seed, window, variants, version }: Sourced): string {
  const hashes = [...new Set(variants.map((variant) => shortHash(variant.modelHash)))];
  const shown = hashes.length > 8 ? [...hashes.slice(0, 8), "…"] : hashes;
  return [
    name,
    ...(window.replications === 0 // Nothing was simulated.
      ? []
      : [`seed ${seed}`, `${window.replications} replication${window.replications === 1 ? "" : "s"}`]),
    ...(hashes.length === 0 ? [] : [`model${hashes.length === 1 ? "" : "s"} ${shown.join(" ")}`]),
    `headroom ${version}`,
  ].join(" · ");
}
