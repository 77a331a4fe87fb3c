/** What a file format is: how it is recognised, and how it is read. */

/** A request as a line tells it; null: it does not say. */
export interface Seen {
  readonly atMs: number | null; // Since 1970.
  readonly offsetMs: number; // Of its clock from UTC.
  readonly method: string; // Empty if not said.
  readonly path: string | null;
  readonly failed: boolean | null;
  readonly durationMs: number | null;
}

export interface LineReader {
  /** Null: a line that tells of no request. @returns in words, what is wrong with it */
  read(line: string): Seen | string | null;
  readonly guesses: readonly string[]; // What was taken for what, in sentences.
}

/** A line a request. */
export interface LineFormat {
  readonly name: string;
  /** Null: it is not this format. @param head the first lines that are not empty */
  reader(head: readonly string[], hints: Hints): { readonly sure: number; readonly reader: LineReader } | null;
}

/** One JSON document that sums up a test of load. */
export interface SummaryFormat {
  readonly name: string;
  read(document: Readonly<Record<string, unknown>>): Summary | null;
}

export interface Summary {
  readonly perSecond: number | null;
  readonly requests: number;
  readonly errors: number | null; // Share.
  readonly endpoints: readonly SummedEndpoint[];
  readonly remarks: readonly string[];
}

export interface SummedEndpoint {
  readonly path: string;
  readonly requests: number;
  readonly p50: number; // [ms]
  readonly p99: number; // [ms]
}

/** What flags say of the fields. */
export interface Hints {
  readonly unit?: Unit;
  readonly timeField?: string;
  readonly pathField?: string;
  readonly durationField?: string;
  readonly statusField?: string;
}

export const UNITS = { ns: 1e-6, us: 1e-3, ms: 1, s: 1000 } as const;
export type Unit = keyof typeof UNITS;

export const isFailure = (status: number): boolean => status >= 500 || status === 0;
