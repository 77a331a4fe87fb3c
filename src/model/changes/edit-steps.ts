/** Edits steps of a file in place. The overlay repeats the whole list, since overlays replace lists. */
import type { StepData } from "../language/kinds.js";
import type { Path } from "../source/diagnostics.js";
import type { ChangeContext, Overlay } from "./change.js";

export interface StepEdit {
  readonly path: Path; // "parts", part, "endpoints", endpoint, index …
  readonly edit: (step: StepData) => StepData | readonly StepData[]; // Several in its place, or none.
}

/** From the last to the first, so that places stay valid. @returns an overlay with every list that holds an edited step */
export function editSteps({ data }: ChangeContext, edits: readonly StepEdit[]): Overlay {
  const overlay: Record<string, unknown> = {};
  const done = new Map<string, unknown>(); // Lists, with the edits so far.
  for (const { path, edit } of edits.toSorted((a, b) => compared(b.path, a.path))) {
    const depth = path.findIndex((key) => typeof key === "number");
    const [keys, inside] = [path.slice(0, depth), path.slice(depth)];
    const list = edited(done.get(keys.join()) ?? at(data, keys), inside, edit);
    done.set(keys.join(), list);
    put(overlay, keys, list);
  }
  return overlay;
}

export const at = (data: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], data);

function edited(data: unknown, [key, ...rest]: Path, edit: StepEdit["edit"]): unknown {
  if (key === undefined) return edit(data as StepData);
  if (Array.isArray(data)) return data.flatMap((item, i) => (i === key ? edited(item, rest, edit) : [item]));
  const map = data as Record<string, unknown>;
  return { ...map, [key]: edited(map[key], rest, edit) };
}

/** In the order of the file, a step before those inside it. */
function compared(a: Path, b: Path): number {
  const at = a.findIndex((key, i) => key !== b[i]);
  if (at < 0 || b[at] === undefined) return a.length - b.length;
  const [x, y] = [a[at], b[at]];
  return typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y), "en");
}

function put(data: Record<string, unknown>, path: Path, value: unknown): void {
  const [key, ...rest] = path as readonly string[];
  data[key] ??= {};
  if (rest.length === 0) data[key] = value;
  else put(data[key] as Record<string, unknown>, rest, value);
}
