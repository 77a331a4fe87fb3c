/** What others write for steps: their verbs, and a list of steps that is written as a text or a map. */
import type { PartKind, StepKind } from "./kinds.js";
import { asYaml, folded, isRecord, type OtherWords, ourWordFor } from "./other-words.js";

/** Of a step, by its verb. */
export function verbWords(steps: readonly StepKind[], parts: readonly PartKind[]): OtherWords {
  const verbs = verbsOf(steps);
  return {
    keys: verbs,
    /** `db: find`, `jdbc: db.find`: a part asked by its name; or a time that passes. */
    anyEntry({ key, value, beside, file, path }) {
      if (typeof value !== "string" || Object.keys(beside).some((each) => Object.hasOwn(verbs, each))) return null;
      if (/^\d[\d.]*\s*[a-zµ]+$|^[a-z]+\(.*\)$/i.test(value)) return { write: `delay: ${asYaml(value)}`, at: path };
      const [name = ""] = value.split(".");
      const asked = isRecord(file.parts) ? file.parts[name] : undefined;
      if (isRecord(asked)) {
        const verb = verbFor(parts, typeNamed(parts, asked.type) ?? typeLike(parts, asked)?.word);
        const isWhole = !value.includes(".");
        if (verb === undefined || isWhole !== WHOLE.includes(verb)) return null;
        return { write: `${verb}: ${value}`, at: path };
      }
      const part = isRecord(file.parts) ? file.parts[key] : undefined;
      if (!isRecord(part)) return null;
      const verb = verbFor(parts, typeNamed(parts, part.type) ?? typeLike(parts, part)?.word);
      if (verb === undefined) return null;
      const isWhole = verb === "get";
      return {
        write: `${verb}: ${isWhole || value.startsWith(`${key}.`) ? (isWhole ? key : value) : `${key}.${value}`}`,
        at: path,
      };
    },
  };
}

/** Verbs that name a part alone. */
export const WHOLE: readonly string[] = ["get", "publish"];

/** The verb that asks a part of this type; undefined if there is none, or if it needs more than a name. */
function verbFor(parts: readonly PartKind[], type: string | undefined): string | undefined {
  const kind = parts.find((each) => each.type === type);
  return kind?.takesMessages === undefined ? kind?.steps[0]?.verb : "publish";
}

/** The type of a part told by its options: that which knows most of them, and has what it must have. */
export function typeLike(
  parts: readonly PartKind[],
  beside: Readonly<Record<string, unknown>>,
): { readonly word: string; readonly why: string } | null {
  const keys = Object.keys(beside).filter((key) => key !== "type");
  const told = (isOne: (kind: PartKind, key: string, ours: string) => boolean) =>
    parts.flatMap((kind) => {
      const tells = kind.toldBy?.find((ours) => keys.some((key) => isOne(kind, key, ours)));
      return tells === undefined ? [] : [{ word: kind.type, why: `it has \`${tells}\`` }];
    });
  const exactly = told((_, key, ours) => folded(key) === folded(ours));
  const found = exactly.length > 0 ? exactly : told(isCalled);
  return found.length === 1 ? found[0]! : null;
}

const isCalled = ({ otherWords }: PartKind, key: string, ours: string): boolean =>
  ourWordFor(key, { [ours]: otherWords?.keys?.[ours] ?? "" }) !== null;

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
