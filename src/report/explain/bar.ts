/** A row of a waterfall as text: one sign a moment. */
import type { PieceFindings } from "../../analysis/findings/explain-findings.js";
import type { Row } from "../../charts/waterfall/rows.js";

const SIGNS: Readonly<Record<PieceFindings["as"], string>> = {
  work: "█",
  network: "─",
  "back-off": "▒",
  waiting: "░",
};

/** @param untilMs the time at the right end @param room in signs */
export function barOf({ fromMs, toMs, pieces }: Row, untilMs: number, room: number): string {
  const at = (ms: number): number => (untilMs > 0 ? Math.min(room, Math.round((ms / untilMs) * room)) : 0);
  const signs = Array<string>(room).fill(" ");
  const paint = (from: number, to: number, sign: string): void => {
    const start = Math.min(room - 1, at(from));
    for (let i = start; i < Math.max(start + 1, at(to)); i++) signs[i] = sign;
  };
  paint(fromMs, toMs, "·");
  for (const { fromMs: from, toMs: to, as, waitMs } of pieces) {
    if (at(from) >= room) continue;
    if (waitMs > 0) paint(from, from + waitMs, SIGNS.waiting);
    if (to - from > waitMs) paint(from + waitMs, to, SIGNS[as]);
  }
  if (toMs > untilMs) signs[room - 1] = "→";
  return signs.join("");
}
