/** The progress line; only on a terminal. */
import type { Progress } from "../../experiment/execute/run-study.js";
import type { Terminal } from "./terminals.js";

const BAR = 24;
const PAUSE_MS = 100; // Between two of them, so that telling takes no time.

/** @param keptRequests of `requests` those that were not simulated now, and took no time */
export function progressLine(
  terminal: Terminal,
  elapsedMs: () => number,
  keptRequests: () => number = () => 0,
): { show(now: Progress): void; clear(): void } {
  if (!terminal.animated) return { show() {}, clear() {} };
  const width = terminal.columns - 1;
  let lastMs = Number.NEGATIVE_INFINITY;
  const write = (text: string): void => terminal.write(`\r${text.slice(0, width).padEnd(width)}`);
  return {
    show(now) {
      const nowMs = elapsedMs();
      if (nowMs - lastMs < PAUSE_MS) return;
      lastMs = nowMs;
      const { share, requestsLeft } = ahead(now);
      const perMs = (now.requests - keptRequests()) / nowMs;
      const atMost = now.all === null ? "at most " : ""; // A search may end before its budget.
      const left = perMs > 0 && requestsLeft !== null ? `, ${atMost}${time(requestsLeft / perMs)} left` : ""; // Not known before the first run.
      const said = ` ${words(now)}${left}`;
      write(`${share === null ? "Searching:" : bar(share, Math.min(BAR, width - said.length))}${said}`);
    },
    clear() {
      terminal.write(`\r${" ".repeat(width)}\r`);
    },
  };
}

function bar(share: number, length: number): string {
  const filled = Math.round(Math.max(0, length) * share);
  return "█".repeat(filled) + "░".repeat(Math.max(0, length) - filled);
}

/** By requests, since a run at ten times the rate takes ten times as long. */
function ahead({ requests, work, next, all, budget }: Progress): { share: number | null; requestsLeft: number | null } {
  // What a search tries next depends on what it found: only what it may spend is known.
  if (all === null) {
    if (budget === undefined) return { share: null, requestsLeft: null };
    return { share: Math.min(1, requests / budget), requestsLeft: Math.max(0, budget - requests) };
  }
  // Where a precision decides, how many runs there will be is not known, but the requests of this attempt are.
  if (next !== undefined)
    return {
      share: Math.min(1, requests / next.requests),
      requestsLeft: Math.max(0, next.requests - requests),
    };
  const share = work.all > 0 ? work.done / work.all : 0;
  return { share, requestsLeft: share > 0 ? requests * (1 / share - 1) : 0 };
}

function words({ done, all, requests, next, budget }: Progress): string {
  if (all === null)
    return `${done} runs, ${millions(requests)}${budget === undefined ? "" : ` of ${millions(budget)}`} requests`;
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
