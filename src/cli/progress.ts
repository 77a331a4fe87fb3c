/** One line that tells how far a run is; on anything but a terminal, silence. */
import type { Progress } from "../experiment/run-study.js";
import type { Terminal } from "./terminals.js";

const BAR = 24;

export function progressLine(terminal: Terminal, startedMs: number): { show(now: Progress): void; clear(): void } {
  if (!terminal.animated) return { show() {}, clear() {} };
  return {
    show({ done, all, requests }) {
      const seconds = (performance.now() - startedMs) / 1000;
      const left = Math.ceil((seconds / done) * (all - done));
      const filled = Math.round((BAR * done) / all);
      const bar = "█".repeat(filled) + "░".repeat(BAR - filled);
      const line = `${bar} ${done}/${all} runs, ${(requests / 1e6).toFixed(1)} M requests, ${left} s left`;
      terminal.write(`\r${line.slice(0, 79).padEnd(79)}`);
    },
    clear() {
      terminal.write(`\r${" ".repeat(79)}\r`);
    },
  };
}
