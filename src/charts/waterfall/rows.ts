/** The spans of a request as rows: repetitions of the same as one, and the work of a part with the call that asked it. */
import type { PieceFindings, SpanFindings, TraceFindings } from "../../analysis/findings/explain-findings.js";

export interface Row {
  readonly depth: number;
  readonly name: string;
  readonly times: number; // Repetitions.
  readonly fromMs: number;
  readonly toMs: number;
  readonly pieces: readonly PieceFindings[];
  readonly cause: string | null; // Of a failure.
  readonly isStopped: boolean;
  readonly isAside: boolean;
  readonly outlives: boolean;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly hidden: number; // Of those for which there is no room, the shortest.
}

interface Tree extends Omit<Row, "depth"> {
  readonly sort: SpanFindings["sort"];
  readonly children: readonly Tree[];
}

export function rowsOf({ spans }: TraceFindings, most: number): Rows {
  const all = flattened(together(treesBelow(spans, -1)), 0);
  if (all.length <= most) return { rows: all, hidden: 0 };
  const least = all.map(({ fromMs, toMs }) => toMs - fromMs).toSorted((a, b) => b - a)[most - 1]!;
  let room = most - all.filter(({ fromMs, toMs }) => toMs - fromMs > least).length;
  const rows = all.filter(({ fromMs, toMs }) => toMs - fromMs > least || (toMs - fromMs === least && room-- > 0));
  return { rows, hidden: all.length - rows.length };
}

/** How far the rows go [ms]: what goes on long after the request is cut off. */
export function shownUntilMs({ latencyMs, spans }: TraceFindings): number {
  const lastMs = Math.max(...spans.map(({ toMs }) => toMs));
  return Math.min(lastMs, latencyMs * 1.25);
}

const treesBelow = (spans: readonly SpanFindings[], parent: number): Tree[] =>
  spans.flatMap((span, i) => (span.parent === parent ? [treeOf(spans, span, i)] : []));

function treeOf(spans: readonly SpanFindings[], span: SpanFindings, i: number): Tree {
  const children = treesBelow(spans, i);
  const { name, sort, fromMs, toMs, pieces, cause, status, isAside, outlives } = span;
  const row = { name, sort, times: 1, fromMs, toMs, pieces, cause, isStopped: status === "stopped", isAside, outlives };
  const [only] = children;
  const isOne = children.length === 1 && only!.sort === "serve" && only!.toMs <= toMs;
  if (!isOne) return { ...row, children: together(children) };
  return { ...row, pieces: [...pieces, ...only!.pieces], children: only!.children };
}

/** Neighbours that are the same are one row. */
function together(trees: readonly Tree[]): Tree[] {
  const found: Tree[] = [];
  for (const tree of trees) {
    const before = found.at(-1);
    if (before === undefined || !isSame(before, tree)) found.push(tree);
    else found[found.length - 1] = merged(before, tree);
  }
  return found;
}

const isSame = (one: Tree, other: Tree): boolean =>
  one.name === other.name && one.cause === other.cause && one.isStopped === other.isStopped;

function merged(one: Tree, other: Tree): Tree {
  return {
    ...one,
    times: one.times + other.times,
    toMs: Math.max(one.toMs, other.toMs),
    pieces: [...one.pieces, ...other.pieces],
    outlives: one.outlives || other.outlives,
    children: together([...one.children, ...other.children].toSorted((a, b) => (a.name < b.name ? -1 : 1))),
  };
}

const flattened = (trees: readonly Tree[], depth: number): Row[] =>
  trees.flatMap(({ children, sort: _, ...row }) => [{ ...row, depth }, ...flattened(children, depth + 1)]);
