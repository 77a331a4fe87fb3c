/** A sentence on what went wrong, for a terminal of 80 columns. */
import { fold } from "../../text/fold.js";
import { stderr } from "./terminals.js";

export function complain(message: string): void {
  stderr.write(`${fold(`headroom: ${message}`).join("\n")}\n`);
}
