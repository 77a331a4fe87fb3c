/** What others write for steps: their verbs, and a list of steps that is written as a text or a map. */
import type { PartKind, StepKind } from "./kinds.js";
import { asYaml, folded, isRecord, type OtherWords, ourWordFor } from "./other-words.js";

/** Of a step, by its verb. */
export function verbWords(steps: readonly StepKind[], parts: readonly PartKind[]): OtherWords {
  const verbs = verbsOf(steps);
  return {
    keys: verbs,
    /** `db: find`: a part asked by its name. */
    anyEntry({ key, value, file, path }) {
      const part = isRecord(file.parts) ? file.parts[key] : undefined;
      if (!isRecord(part) || typeof value !== "string") return null;
      const verb = parts.find(({ type }) => type === typeNamed(parts, part.type))?.steps[0]?.verb;
      if (verb === undefined) return null;
      const isWhole = verb === "get";
      return {
        write: `${verb}: ${isWhole || value.startsWith(`${key}.`) ? (isWhole ? key : value) : `${key}.${value}`}`,
        at: path,
      };
    },
  };
}

const verbsOf = (steps: readonly StepKind[]): Readonly<Record<string, string>> =>
  Object.fromEntries(steps.map(({ verb, alsoCalled = "" }) => [verb, alsoCalled]));

/** Our name of a type of parts, which may be written in the words of others. */
export function typeNamed(parts: readonly PartKind[], type: unknown): string | null {
  const word = String(type);
  return parts.some((each) => each.type === word) ? word : ourWordFor(word, typesOf(parts));
}

export const typesOf = (parts: readonly PartKind[]): Readonly<Record<string, string>> =>
  Object.fromEntries(parts.map(({ type, alsoCalled = "" }) => [type, alsoCalled]));

/** Of a list of steps. */
export function listWords(steps: readonly StepKind[]): OtherWords {
  const verbs = verbsOf(steps);
  const isVerb = (word: string): boolean => word in verbs || ourWordFor(word, verbs) !== null;
  return {
    value({ value }) {
      if (isRecord(value)) {
        const each: Record<string, unknown>[] = [];
        for (const [key, said] of Object.entries(value)) {
          const last = each.at(-1);
          if (last === undefined || isVerb(folded(key)) || isVerb(key)) each.push({ [key]: said });
          else last[key] = said;
        }
        return each.length === 0 ? null : asYaml(each);
      }
      if (typeof value !== "string") return null;
      const said = value
        .split(/\s*(?:,|;|\bthen\b|->|→|\+)\s*/)
        .map((text) => /^([a-z-]+)[\s:]+(\S.*)$/i.exec(text.trim()));
      if (said.some((match) => match === null || !isVerb(match[1]!.toLowerCase()))) return null;
      return asYaml(said.map((match) => ({ [match![1]!.toLowerCase()]: match![2] })));
    },
  };
}

/** A branch of `parallel` is steps, not one. */
export const BRANCH_WORDS: OtherWords = {
  anyEntry: ({ beside, path }) => ({
    write: `{ steps: [${asYaml(beside)}] }`,
    at: path.slice(0, -1),
    of: "value",
  }),
};

/** A message goes to a part that takes messages, whatever it is about. */
export const TAKER_WORDS: OtherWords = {
  value({ value, file }) {
    const [part] = String(value).split(/[.:/]/);
    return part !== undefined && part !== value && isRecord(file.parts) && part in file.parts ? part : null;
  },
};
