/** How each answer is read and written, and what is guessed where there is none. */
import type { z } from "zod";
import { count, duration, percent, rate } from "../../model/language/values/index.js";
import { RATE, SHARE } from "../../model/language/values/units.js";
import { nearest } from "../../text/nearest.js";
import type { Answers, Given, Key } from "./asked.js";
import { shortDuration } from "./lognormal.js";
import { SHAPES } from "./shapes.js";

interface Question<Value> {
  /** The value, or what is wrong with it. */
  read(text: string): Value | Mistake;
  guess(given: Given): Value;
  write(value: Value): string;
}

export class Mistake {
  constructor(readonly message: string) {}
}

const of =
  (schema: z.ZodType<number, unknown>, unit = "") =>
  (text: string): number | Mistake => {
    const { data, error } = schema.safeParse(/^[\d._]+k?$/.test(text.trim()) ? text.trim() + unit : text);
    return error === undefined ? data : new Mistake(error.issues[0]?.message ?? "cannot be read");
  };

/** How many times the median the 99th percentile is, where only one is known: a lognormal with σ 0.7. */
const TAIL = 5;

export const QUESTIONS: { readonly [K in Key]: Question<Answers[K]> } = {
  shape: {
    read: readShape,
    guess: ({ pool, nodes }) => [
      "own-database",
      ...(pool === undefined ? [] : ["pool"]),
      ...(nodes === undefined || nodes < 2 ? [] : ["instances"]),
    ],
    write: (shape) => shape.join(","),
  },
  peak: {
    read: of(rate({ min: 0.001, max: 100_000 }), "/s"),
    guess: () => 100,
    write: RATE.write,
  },
  p50: {
    read: of(duration({ min: 0.05, max: 600_000 }), "ms"),
    guess: ({ p99 }) => (p99 === undefined ? 40 : p99 / TAIL),
    write: shortDuration,
  },
  p99: {
    read: of(duration({ min: 0.05, max: 3_600_000 }), "ms"),
    guess: ({ p50 }) => (p50 ?? 40) * TAIL,
    write: shortDuration,
  },
  nodes: {
    read: of(count({ min: 1, max: 1000 })),
    guess: ({ shape }) => (shape?.includes("instances") ? 3 : 1),
    write: String,
  },
  cores: {
    read: of(count({ min: 1, max: 512 })),
    guess: () => 4,
    write: String,
  },
  busy: {
    read: of(percent({ above: 0, max: 0.97 }), "%"),
    guess: () => 0, // What the fit finds.
    write: SHARE.write,
  },
  threads: {
    read: of(count({ min: 1, max: 100_000 })),
    guess: () => 0, // Four times what is in service.
    write: String,
  },
  pool: {
    read: of(count({ min: 1, max: 10_000 })),
    guess: () => 20,
    write: String,
  },
  dbCores: {
    read: of(count({ min: 1, max: 512 })),
    guess: ({ cores, nodes }) => Math.min(512, Math.max(4, (cores ?? 4) * Math.ceil((nodes ?? 1) / 2))),
    write: String,
  },
  writes: {
    read: of(percent(), "%"),
    guess: () => 0.1,
    write: SHARE.write,
  },
  errors: {
    read: of(percent({ max: 0.5 }), "%"),
    guess: () => 0,
    write: SHARE.write,
  },
};

export const written = <K extends Key>(key: K, answers: Answers): string => QUESTIONS[key].write(answers[key]);

function readShape(text: string): readonly string[] | Mistake {
  const names = text.split(",").flatMap((word) => word.trim() || []);
  const unknown = names.filter((name) => !Object.hasOwn(SHAPES, name));
  if (names.length === 0) return new Mistake(`says nothing; known are ${Object.keys(SHAPES).join(", ")}`);
  if (unknown.length === 0) return [...new Set(names)];
  const words = unknown.map((name) => {
    const near = nearest(name, Object.keys(SHAPES));
    return `"${name}"${near === null ? "" : `, did you mean "${near}"?`}`;
  });
  return new Mistake(`there is no ${words.join(" and no ")}; known are ${Object.keys(SHAPES).join(", ")}`);
}
