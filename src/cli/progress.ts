/** One line that tells how far a run is; on anything but a terminal, silence. */
import type { Progress } from "../experiment/run-study.js";
import type { Terminal } from "./terminals.js";

const BAR = 24;
const WIDTH = 79;

export function progressLine(terminal: Terminal, startedMs: number): { show(now: Progress): void; clear(): void } {
  if (!terminal.animated) return { show() {}, clear() {} };
  return {
    show(now) {
      const { done, all, requests, next } = now;
      // Where a precision decides, how many runs there will be is not known, but the requests of this attempt are.
      const share = next === undefined ? done / all : Math.min(1, requests / next.requests);
      const seconds = (performance.now() - startedMs) / 1000;
      const left = Math.ceil((seconds / share) * (1 - share));
      const filled = Math.round(BAR * share);
      const bar = "█".repeat(filled) + "░".repeat(BAR - filled);
      terminal.write(`\r${`${bar} ${words(now)}, ${left} s left`.slice(0, WIDTH).padEnd(WIDTH)}`);
    },
    clear() {
      terminal.write(`\r${" ".repeat(WIDTH)}\r`);
    },
  };
}

function words({ done, all, requests, next }: Progress): string {
  if (next === undefined) return `${done}/${all} runs, ${millions(requests)} requests`;
  const each = Number((next.lengthMs / 1000).toPrecision(3)).toLocaleString("en");
  return `${millions(requests)} of ${millions(next.requests)} requests, ${each} s a run`;
}

const millions = (requests: number): string => `${(requests / 1e6).toFixed(1)} M`;
