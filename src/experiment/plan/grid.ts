/** `over` and `over-together`: every combination of their values is a variant. */
import { isList, isMap, type SourceNode } from "../../model/source/source-tree.js";
import type { Axes } from "./baselines.js";

export interface Setting {
  readonly in: "over" | "over-together";
  readonly knob: string; // As written.
  readonly value: SourceNode;
}

/** One combination. */
export interface Cell {
  readonly name: string; // "replicas 2 · read 90%"
  readonly settings: readonly Setting[];
}

export interface GridProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

export const VARIANTS_AT_MOST = 64;

/** @param experiment a valid one @returns one cell without settings if there is no grid; the names of each axis' values */
export function gridOf(experiment: SourceNode): {
  readonly cells: readonly Cell[];
  readonly axes: Axes;
  readonly problems: readonly GridProblem[];
} {
  const [over, together] = [listsOf(experiment, "over"), listsOf(experiment, "over-together")];
  const problems = problemsOf([...over, ...together], together);
  if (problems.length > 0) return { cells: [], axes: [], problems };
  const rows = together[0]?.values.map((_, i) => together.map((list) => settingOf(list, i))) ?? [];
  const axes = [
    ...over.map((list) => list.values.map((_, i) => [settingOf(list, i)])),
    ...(rows.length > 0 ? [rows] : []),
  ];
  const size = axes.reduce((product, axis) => product * axis.length, 1);
  if (size > VARIANTS_AT_MOST)
    return {
      cells: [],
      axes: [],
      problems: [
        tooMany(
          axes.map((axis) => axis.length),
          over.length > 0,
        ),
      ],
    };
  const combinations = axes.reduce<readonly (readonly Setting[])[]>(
    (all, axis) => all.flatMap((before) => axis.map((settings) => [...before, ...settings])),
    [[]],
  );
  const labels = labelsOf([...over, ...together].map(({ knob }) => knob));
  const named = (settings: readonly Setting[]): string =>
    settings.map(({ knob, value }) => `${labels.get(knob)} ${String(value.content)}`).join(" · ");
  return {
    cells: combinations.map((settings) => ({ name: named(settings), settings })),
    axes: axes.map((axis) => axis.map(named)),
    problems,
  };
}

interface List {
  readonly in: Setting["in"];
  readonly knob: string;
  readonly values: readonly SourceNode[];
}

function listsOf({ content }: SourceNode, key: Setting["in"]): readonly List[] {
  const lists = isMap(content) ? content.get(key)?.content : undefined;
  if (lists === undefined || !isMap(lists)) return [];
  return [...lists].map(([knob, node]) => ({ in: key, knob, values: isList(node.content) ? node.content : [] }));
}

const settingOf = (list: List, i: number): Setting => ({ in: list.in, knob: list.knob, value: list.values[i]! });

function problemsOf(lists: readonly List[], together: readonly List[]): GridProblem[] {
  const problems: GridProblem[] = [];
  const [first] = together;
  for (const { in: key, knob, values } of lists) {
    if (lists.filter((list) => list.knob === knob).length > 1 && key === "over-together")
      problems.push({ path: [key, knob], message: `"${knob}" stands in \`over\` already` });
    if (key === "over-together" && first !== undefined && values.length !== first.values.length)
      problems.push({
        path: [key, knob],
        message: `lists that go together are equally long: "${first.knob}" has ${first.values.length} values, "${knob}" ${values.length}`,
      });
    if (key === "over-together") continue; // A value may be repeated.
    const texts = values.map(({ content }) => String(content));
    for (const [i, text] of texts.entries())
      if (texts.indexOf(text) !== i) problems.push({ path: [key, knob, i], message: `${text} is given twice` });
  }
  return problems;
}

const tooMany = (lengths: readonly number[], isOver: boolean): GridProblem => ({
  path: [isOver ? "over" : "over-together"],
  message: `${lengths.join(" × ")} = ${lengths.reduce((a, b) => a * b)} variants; ${VARIANTS_AT_MOST} are the most`,
});

/** Words that are unclear without the one before them. */
const BARE = ["count", "time", "rate", "max", "min", "share"];

/** The shortest distinct ends of the knobs' names: "replicas" of "shop-db.replicas.count". */
export function labelsOf(knobs: readonly string[]): ReadonlyMap<string, string> {
  const words = knobs.map((knob) =>
    knob
      .replace(/^mix of .*:\s*/, "")
      .split(".")
      .filter((word) => word !== ""),
  );
  const ends = words.map((all) => (all.length > 1 && BARE.includes(all.at(-1)!) ? all.slice(0, -1) : all));
  const label = (i: number): string => {
    for (let n = 1; n <= ends[i]!.length; n++) {
      const end = ends[i]!.slice(-n).join(".");
      if (ends.every((other, j) => j === i || other.slice(-n).join(".") !== end)) return end;
    }
    return knobs[i]!;
  };
  return new Map(knobs.map((knob, i) => [knob, label(i)]));
}
