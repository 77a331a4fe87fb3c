/** Shares of a mix as knobs: the other shares are scaled, so that all add up to 100 %. */

import { percent } from "../../model/language/values/index.js";
import { didYouMean, listed } from "../../model/source/index.js";
import { setAt } from "../../model/source/set-at.js";
import { isMap, type SourceNode } from "../../model/source/source-tree.js";
import { nearest } from "../../text/nearest.js";
import { type Knob, type KnobPath, NoKnob } from "./no-knob.js";

const MIX_OF = /^mix of ([^:]+?)\s*:\s*(\S+)$/;
const ROUNDING = 1e-9;

/** `mix of shoppers: web.read`; null for other names. @throws NoKnob */
export function shareKnob(root: SourceNode, name: string): Knob | null {
  const [, source, endpoint] = MIX_OF.exec(name.trim()) ?? [];
  if (source === undefined || endpoint === undefined) return null;
  const sources = childOf(root, "traffic");
  const shares = childOf(childOf(sources, source), "mix");
  if (shares === undefined) throw none(`there is no mix of "${source}"`, source, keysOf(sources));
  if (childOf(shares, endpoint) === undefined)
    throw none(`the mix of ${source} has no "${endpoint}"`, endpoint, keysOf(shares));
  return { name, path: ["traffic", source, "mix", endpoint] };
}

/** @param paths of all that was set @throws NoKnob */
export function balanced(root: SourceNode, paths: readonly KnobPath[]): SourceNode {
  const shares = paths.filter(
    ([section, , key, endpoint]) => section === "traffic" && key === "mix" && endpoint !== undefined,
  );
  const sources = new Set(shares.map(([, source]) => String(source)));
  return [...sources].reduce((node, source) => {
    const set = shares.filter(([, of]) => of === source).map(([, , , endpoint]) => String(endpoint));
    return balancedMix(node, source, set);
  }, root);
}

function balancedMix(root: SourceNode, source: string, set: readonly string[]): SourceNode {
  const mix = childOf(childOf(childOf(root, "traffic"), source), "mix");
  const all =
    mix === undefined || !isMap(mix.content) ? [] : [...mix.content].map(([of, node]) => [of, shareOf(node)] as const);
  if (all.some(([, share]) => Number.isNaN(share))) return root; // Reported by the schema.
  const sum = (isSet: boolean): number =>
    all.reduce((total, [of, share]) => total + (set.includes(of) === isSet ? share : 0), 0);
  const [fixed, others] = [sum(true), sum(false)];
  const said = set.join(" and ");
  if (fixed > 1 + ROUNDING) throw new NoKnob(`mix of ${source}: more than 100% for ${said}`);
  const left = Math.max(0, 1 - fixed);
  if (others === 0 && left > ROUNDING)
    throw new NoKnob(
      `mix of ${source}: ${said} must be 100%, since nothing else there has a share that could make up the rest`,
    );
  return all
    .filter(([of]) => !set.includes(of))
    .reduce((node, [of, share]) => {
      const scaled = others === 0 ? 0 : (share * left) / others;
      return setAt(node, ["traffic", source, "mix", of], `${Number((scaled * 100).toPrecision(12))}%`);
    }, root);
}

function shareOf({ content }: SourceNode): number {
  const parsed = percent().safeParse(content);
  return parsed.success ? parsed.data : Number.NaN;
}

function none(message: string, word: string, known: readonly string[]): NoKnob {
  const near = nearest(word, known);
  return new NoKnob(`${message}; ${near === null ? `known: ${listed(known)}` : didYouMean(near)}`);
}

const childOf = (node: SourceNode | undefined, key: string): SourceNode | undefined =>
  node !== undefined && isMap(node.content) ? node.content.get(key) : undefined;

const keysOf = (node: SourceNode | undefined): readonly string[] =>
  node !== undefined && isMap(node.content) ? [...node.content.keys()] : [];
