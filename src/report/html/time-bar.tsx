/** Waiting beside being in use, to scale. Its numbers stand in the same row, so it is hidden from screen readers. */
import { drawable, round } from "../../charts/kit/numbers.js";

const WIDTH = 144;
const HEIGHT = 13;

export function TimeBar({ waiting, inUse, most }: { waiting: number | null; inUse: number | null; most: number }) {
  const scale = (value: number | null) => round(((drawable(value) ?? 0) / most) * WIDTH);
  const [first, second] = most > 0 ? [scale(waiting), scale(inUse)] : [0, 0];
  return (
    <svg class="bar" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
      <rect class="w" x={0} y={0} width={first} height={HEIGHT} />
      <rect class="u" x={first} y={0} width={second} height={HEIGHT} />
    </svg>
  );
}
