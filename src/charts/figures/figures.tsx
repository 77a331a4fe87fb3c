/** What tells the story: the figures that a study shows, a row a variant, a panel a figure. */

import { scaleLinear } from "d3";
import { ofItsOwn } from "../../analysis/figures/absent.js";
import type { Findings } from "../../analysis/findings/findings.js";
import { showMeasured } from "../kit/estimate.js";
import { chartWidth, draw } from "../kit/frame.js";
import { Dots, Label, Lines, Path } from "../kit/marks.js";
import { round } from "../kit/numbers.js";
import { widthOf, wrap } from "../kit/text.js";
import { numberedName } from "../kit/words.js";
import { figuresCaption } from "./caption.js";
import { type Shown, shownFigures, type Value } from "./rows.js";

const margin = 16;
const nameWidth = 210;
const between = 22;
const rowHeight = 34;
const headType = { size: 11, bold: true, leading: 14 };
const nameType = { size: 11, bold: true, leading: 14 };
const headLines = 3;
const top = headLines * headType.leading + 6;
const cap = 3; // Half the height of an interval's cap.

export function figures(findings: Findings): string {
  const shown = shownFigures(findings);
  const left = margin + nameWidth + between;
  const width = (chartWidth - left - margin - (shown.length - 1) * between) / shown.length;
  return draw({
    chart: "figures",
    findings,
    caption: figuresCaption(findings),
    bodyHeight: top + findings.variants.length * rowHeight + 8,
    children: (
      <>
        {findings.variants.map((_, i) => {
          const lines = wrap(numberedName(findings, i), nameWidth, nameType, 2);
          const y = top + (i + 0.5) * rowHeight + (lines.length === 1 ? 6 : 0);
          return <Lines lines={lines} x={margin} y={y} {...nameType} />;
        })}
        {shown.map((each, i) => (
          <g transform={`translate(${round(left + i * (width + between))} 0)`}>
            <Panel findings={findings} shown={each} width={width} />
          </g>
        ))}
      </>
    ),
  });
}

function Panel({ findings, shown, width }: { findings: Findings; shown: Shown; width: number }) {
  const { figure, unit, values } = shown;
  const most = Math.max(...values.map((each) => each?.high ?? 0));
  const x = scaleLinear([0, most > 0 ? most : 1], [0, width - 6]);
  const head = wrap(figure, width, headType, headLines);
  return (
    <>
      <Lines lines={head} x={0} y={top - 10 - (head.length - 1) * headType.leading} {...headType} tone="ink" />
      <Path d={`M0,${top - 2}V${top + values.length * rowHeight}`} stroke="grid" />
      {values.map((value, i) => (
        <g transform={`translate(0 ${round(top + i * rowHeight)})`}>
          <Words text={wordsOf(findings, i, figure, unit)} width={width} />
          {value !== null && <Mark value={value} x={x} />}
        </g>
      ))}
    </>
  );
}

function Mark({ value: { value, low, high }, x }: { value: Value; x: (value: number) => number }) {
  const at = rowHeight - 9;
  const [from, to, middle] = [low, high, value].map((each) => round(x(Math.max(0, each))));
  return (
    <>
      <Path d={`M0,${at}H${middle}`} stroke="grid" width={4} />
      <Path
        d={`M${from},${at}H${to}M${from},${at - cap}V${at + cap}M${to},${at - cap}V${at + cap}`}
        stroke="ink"
        width={1}
      />
      <Dots points={[[x(Math.max(0, value)), at]]} tone="latency" size={7} />
    </>
  );
}

const wordsOf = ({ variants }: Findings, variant: number, figure: string, unit: Shown["unit"]): [string, string] => {
  const estimate = ofItsOwn(variants[variant].figures?.[figure]);
  if (estimate === undefined) return ["–", ""];
  const { value, interval } = showMeasured(estimate, unit);
  return [value, interval];
};

/** The value, with its interval where there is room: a number is never cut. */
function Words({ text: [value, interval], width }: { text: [string, string]; width: number }) {
  const type = { size: 11, bold: true };
  const both = `${value}\u00a0${interval}`.trim();
  return (
    <Label x={4} y={14} {...type}>
      {widthOf(both, type) <= width - 4 ? both : value}
    </Label>
  );
}
