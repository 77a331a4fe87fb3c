/** The progress line; only on a terminal. */
import type { Progress } from "../../experiment/execute/run-study.js";
import type { Terminal } from "./terminals.js";

const BAR = 24;
const WIDTH = 79;

/** @param keptRequests of `requests` those that were not simulated now, and took no time */
export function progressLine(
  terminal: Terminal,
  elapsedMs: () => number,
  keptRequests: () => number = () => 0,
): { show(now: Progress): void; clear(): void } {
  if (!terminal.animated) return { show() {}, clear() {} };
  const write = (text: string): void => terminal.write(`\r${text.slice(0, WIDTH).padEnd(WIDTH)}`);
  return {
    show(now) {
      if (now.all === null) {
        write(`Searching: ${now.done} runs, ${millions(now.requests)} requests`);
        return;
      }
      const { share, requestsLeft } = ahead(now);
      const perMs = (now.requests - keptRequests()) / elapsedMs();
      const left = perMs > 0 ? `, ${time(requestsLeft / perMs)} left` : ""; // Not known before the first run.
      const filled = Math.round(BAR * share);
      const bar = "█".repeat(filled) + "░".repeat(BAR - filled);
      write(`${bar} ${words(now)}${left}`);
    },
    clear() {
      terminal.write(`\r${" ".repeat(WIDTH)}\r`);
    },
  };
}

/** By requests, since a run at ten times the rate takes ten times as long. */
function ahead({ requests, work, next }: Progress): { share: number; requestsLeft: number } {
  // Where a precision decides, how many runs there will be is not known, but the requests of this attempt are.
  if (next !== undefined)
    return {
      share: Math.min(1, requests / next.requests),
      requestsLeft: Math.max(0, next.requests - requests),
    };
  const share = work.all > 0 ? work.done / work.all : 0;
  return { share, requestsLeft: share > 0 ? requests * (1 / share - 1) : 0 };
}

function words({ done, all, requests, next }: Progress): string {
  if (next === undefined) return `${done}/${all} runs, ${millions(requests)} requests`;
  const each = Number((next.lengthMs / 1000).toPrecision(3)).toLocaleString("en");
  return `${millions(requests)} of ${millions(next.requests)} requests, ${each} s a run`;
}

function time(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 300) return `${seconds} s`;
  return seconds < 7200 ? `${Math.ceil(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}

const millions = (requests: number): string => `${(requests / 1e6).toFixed(1)} M`;
