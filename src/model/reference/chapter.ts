/** The reference as plain data: `models/README.md` and `headroom help` are two ways to print it. */

/** One key of the language. Texts are markdown of one line, with `code` in ticks. */
export interface Entry {
  readonly path: string; // In its chapter: "pool.connections".
  readonly values: string; // What may be written, with unit and range.
  readonly isRequired: boolean;
  readonly fallback: string | null; // What holds where it is not given.
  readonly meaning: string;
  readonly example: Example;
  readonly alsoCalled?: string; // By other tools: words with a space between.
  readonly as?: Place; // Where the keys inside it are explained, if not below.
}

/** A piece of a file that is read without a mistake. */
export interface Example {
  readonly under: string | null; // The line that it stands under: "db:".
  readonly lines: readonly string[]; // "pool: { connections: 20 }"
}

export interface Place {
  readonly chapter: string; // Its title.
  readonly path: string;
}

/** Of a part, a verb, a section of the file. */
export interface Chapter {
  readonly title: string;
  readonly level: 2 | 3;
  readonly words: readonly string[]; // By which `headroom help` finds it, besides its title.
  readonly alsoCalled?: string; // By other tools.
  readonly text: readonly string[]; // Paragraphs of markdown, code in fences of its own.
  readonly in: string; // Where its keys stand in a file: "parts.NAME"; empty: at its top.
  readonly entries: readonly Entry[];
  readonly rows?: readonly Row[]; // What is no key: figures, units, distributions.
  readonly heads?: readonly string[]; // Of these rows.
}

/** A word that is explained, and is no key. */
export interface Row {
  readonly name: string;
  readonly cells: readonly string[]; // Of the table, the name first.
  readonly lines: readonly string[]; // As `headroom help` says it.
}
