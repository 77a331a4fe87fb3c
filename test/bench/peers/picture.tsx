/** The ratios as bars on a logarithmic scale, in the style of the program's charts. */
import { scaleLog } from "d3";
import { renderToString } from "preact-render-to-string";
import { BottomAxis, logDomain, logTicks } from "../../../src/charts/kit/axes.js";
import { darkStyle, paint, type ToneName } from "../../../src/charts/kit/colours.js";
import { Label, Path } from "../../../src/charts/kit/marks.js";
import { round } from "../../../src/charts/kit/numbers.js";
import type { Row } from "./row.js";

const WIDTH = 960;
const LEFT = 170;
const RIGHT = 60;
const TOP = 86;
const HEAD = 26; // A question's title.
const ROW = 34;
const BAR = 12;

const times = (ratio: number): string => `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)} ×`;

export function drawPeers(rows: readonly Row[], requests: number, date: string): string {
  const groups = [...new Set(rows.map(({ question }) => question))];
  const domain = logDomain([1, ...rows.flatMap(({ whole, added }) => [whole, added])]);
  const x = scaleLog(domain, [LEFT, WIDTH - RIGHT]);
  const bottom = TOP + groups.length * HEAD + rows.length * ROW;
  let y = TOP;
  const marks = groups.map((question) => {
    y += HEAD;
    const title = <Label x={16} y={y - 8} size={12} bold>{`${question[0]!.toUpperCase()}${question.slice(1)}`}</Label>;
    const of = rows.filter((row) => row.question === question);
    const bars = of.map(({ peer, whole, added }) => {
      y += ROW;
      return (
        <>
          <Label x={LEFT - 12} y={y - ROW + 18} anchor="end">
            {peer}
          </Label>
          <Bar from={x(1)} to={x(added)} y={y - ROW + 1} tone="busy" says={times(added)} />
          {whole !== null && <Bar from={x(1)} to={x(whole)} y={y - ROW + 2 + BAR} tone="traffic" says={times(whole)} />}
        </>
      );
    });
    return [title, bars];
  });
  const height = bottom + 62;
  const n = requests.toLocaleString("en");
  return `${renderToString(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="headroom"
      viewBox={`0 0 ${WIDTH} ${height}`}
      width={WIDTH}
      height={height}
      role="img"
      aria-labelledby="peers-title"
      font-family="system-ui,'Segoe UI',Roboto,Arial,'DejaVu Sans',sans-serif"
    >
      <title id="peers-title">CPU time of other simulators, as a multiple of Headroom's</title>
      <style>{darkStyle()}</style>
      <rect width={WIDTH} height={height} {...paint({ fill: "paper" })} />
      <Label x={16} y={32} size={19} bold>
        CPU time of other simulators, as a multiple of Headroom’s
      </Label>
      <Label x={16} y={54} size={12} tone="muted">
        Logarithmic; Headroom, which also measures percentiles, queues and utilisation over time, is 1.
      </Label>
      <Key x={16} tone="busy" says="each added request" />
      <Key x={175} tone="traffic" says={`the whole process, ${n} requests (Headroom writes its report too)`} />
      {marks}
      <Path d={`M${round(x(1))},${TOP}V${bottom}`} stroke="ink" />
      <BottomAxis scale={x} y={bottom} ticks={logTicks(domain, WIDTH - LEFT - RIGHT)} show={(tick) => `${tick} ×`} />
      <Label x={16} y={height - 12} size={10} tone="muted">
        {`npm run bench:peers · ${date} · medians of rounds in turns · one thread`}
      </Label>
    </svg>,
  )}\n`;
}

interface BarProps {
  readonly from: number;
  readonly to: number;
  readonly y: number;
  readonly tone: ToneName;
  readonly says: string;
}

function Bar({ from, to, y, tone, says }: BarProps) {
  const [left, right] = [Math.min(from, to), Math.max(from, to)];
  return (
    <>
      <rect x={round(left)} y={y} width={round(right - left)} height={BAR} {...paint({ fill: tone })} />
      <Label x={right + 5} y={y + 10} size={10}>
        {says}
      </Label>
    </>
  );
}

function Key({ x, tone, says }: { x: number; tone: ToneName; says: string }) {
  return (
    <>
      <rect x={x} y={66} width={BAR} height={BAR} {...paint({ fill: tone })} />
      <Label x={x + BAR + 6} y={76}>
        {says}
      </Label>
    </>
  );
}
