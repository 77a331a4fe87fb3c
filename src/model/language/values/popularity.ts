/** How popular keys are, as a file writes it: `uniform`, `zipf(0.9)`, `hot(keys 100, share 50%)`. */
import type { z } from "zod";
import type { PopularityLaw } from "../../../components/data/popularity.js";
import { nearest } from "../../../text/nearest.js";
import { readQuantity } from "./read-quantity.js";
import { didYouMean, Misread, NUMBER, SHARE } from "./units.js";
import { type Scalar, written } from "./written.js";

const EXPONENT_MAX = 10;
const FORMS = ["uniform", "zipf(0.9)", "hot(keys 100, share 50%)"] as const;
const NAMES = ["uniform", "zipf", "hot"];

/** A popularity → its law; the exponent of Zipf's law is from 0 to 10. */
export const popularity = (): z.ZodType<PopularityLaw, Scalar> =>
  written({
    expected: `a popularity such as ${FORMS.join(", ")}`,
    help: {
      type: "string",
      pattern: "^(uniform|zipf\\(.*\\)|hot\\(.*\\))$",
      examples: [FORMS[1], FORMS[0], FORMS[2]],
      values: "`uniform`, `zipf(0.9)` or `hot(keys 100, share 50%)`",
      description: "How unequal the keys are: all alike, by Zipf's law, or a few that share so much of what is asked",
    },
    read: (text) => read(text.trim()),
  });

/** @throws Misread */
function read(text: string): PopularityLaw {
  const [, name = text, inside] = /^(\w+)\s*\((.*)\)$/.exec(text) ?? [];
  if (name === "uniform" && inside === undefined) return { kind: "uniform" };
  if (name === "zipf" && inside !== undefined) return { kind: "zipf", exponent: exponent(inside) };
  const hot = /^\s*keys\s+([\d_]+)\s*,?\s+share\s+(\S+)\s*$/.exec(inside ?? "");
  if (name === "hot" && hot !== null) return hottest(Number(hot[1].replaceAll("_", "")), readQuantity(SHARE, hot[2]));
  const form = FORMS.find((each) => each.startsWith(name));
  if (form !== undefined) throw new Misread(`"${text}" is not a popularity`, 0, 0, `write ${form}`);
  const near = nearest(name, NAMES);
  const hint = near === null ? `write ${FORMS.join(" or ")}` : didYouMean(FORMS[NAMES.indexOf(near)]);
  throw new Misread(`unknown popularity "${name}"`, 0, 0, hint);
}

function exponent(text: string): number {
  const value = readQuantity(NUMBER, text);
  if (value > EXPONENT_MAX) throw new Misread(`an exponent is at most ${EXPONENT_MAX}, found ${value}`);
  return value;
}

function hottest(keys: number, share: number): PopularityLaw {
  if (keys < 1) throw new Misread("at least one key is hot");
  if (share > 1) throw new Misread("a share is at most 100%");
  return { kind: "hot", keys, share };
}
