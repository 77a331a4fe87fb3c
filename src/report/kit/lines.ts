/** The lines of a text for the terminal, folded to its width as they are said. */
import { fold } from "../../text/fold.js";
import type { Paint } from "./fitted-table.js";

export class Lines {
  readonly all: string[] = [];
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  /** @param indent of all lines but the first */
  say(text: string, paint: Paint = same, indent = ""): void {
    if (text === "") return;
    const [first, ...rest] = fold(text, this.#width - indent.length);
    this.all.push(paint(first!), ...rest.map((line) => paint(indent + line)));
  }

  /** With a blank line before them, where there are any. */
  block(lines: readonly string[]): void {
    if (lines.length > 0) this.all.push(...(this.all.length === 0 ? [] : [""]), ...lines);
  }

  text(): string {
    return `${this.all.join("\n")}\n`;
  }
}

const same: Paint = (text) => text;
