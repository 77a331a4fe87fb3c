/** One line that tells how far a search is; on anything but a terminal, silence. */
import type { Probe } from "../experiment/probe.js";
import type { Terminal } from "./terminals.js";

export function searchLine(terminal: Terminal): { show(simulated: Probe["simulated"]): void; clear(): void } {
  const write = (text: string): void => {
    if (terminal.animated) terminal.write(`\r${text.padEnd(79)}${text === "" ? "\r" : ""}`);
  };
  return {
    show: ({ runs, requests }) => write(`Searching: ${runs} runs, ${(requests / 1e6).toFixed(1)} M requests`),
    clear: () => write(""),
  };
}
