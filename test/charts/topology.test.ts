/** The picture of a topology: every part once, every call an arrow, and nothing that a name could break. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { beside } from "../../src/charts/topology/beside.js";
import { busyTitle, ownCaption } from "../../src/charts/topology/caption.js";
import { bottleneckTitle } from "../../src/charts/topology/diff.js";
import { faultTitle } from "../../src/charts/topology/gameday.js";
import { mermaid, mermaidBlock } from "../../src/charts/topology/mermaid.js";
import { topologyOverview } from "../../src/charts/topology/overview.js";
import { overviewCaption } from "../../src/charts/topology/overview-caption.js";
import { panelOf } from "../../src/charts/topology/panel.js";
import type { Picture } from "../../src/charts/topology/picture.js";
import { pictureChart } from "../../src/charts/topology/topology.js";
import { shopDay } from "./gameday-fixture.js";
import { semiFinal } from "./stages.js";
import { expectSound } from "./svg.js";
import { manyParts, pictured, withTopology } from "./topology-fixture.js";

const about0 = { value: 0, low: 0, high: 0 };
const when = (ms: number): string => `${ms / 1000} s`;
const sourced = { name: "m", seed: "1", version: "0", window: { replications: 0 }, variants: [] };
const svgOf = (picture: Picture): string =>
  pictureChart(sourced, picture, ownCaption(busyTitle(picture, when), picture, when), when);

describe("of any number of parts", () => {
  it("each stands there once, apart from the others, and each call is an arrow", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 45 }), (count) => {
        const picture = manyParts(count);
        const { laid, labels } = panelOf(picture, { width: 948, widest: 1240 }, when);
        expect([...laid.boxes.keys()]).toEqual(picture.nodes.map(({ name }) => name));
        expect(laid.arrows).toHaveLength(picture.edges.length);
        expect(labels).toHaveLength(picture.edges.length);
        for (const { points } of laid.arrows) for (const [x, y] of points) expect(Number.isFinite(x + y)).toBe(true);
        const boxes = [...laid.boxes.values()];
        boxes.forEach((a, i) => {
          for (const b of boxes.slice(i + 1))
            expect(
              Math.abs(a.x - b.x) >= (a.width + b.width) / 2 || Math.abs(a.y - b.y) >= (a.height + b.height) / 2,
            ).toBe(true);
        });
      }),
      { numRuns: 8, seed: 1 },
    );
  });

  it("is the same bytes every time, without a number that cannot be drawn", () => {
    const svg = svgOf(manyParts(40));
    expect(svgOf(structuredClone(manyParts(40)))).toBe(svg);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(Number(/ width="(\d+)"/.exec(svg)![1])).toBeLessThanOrEqual(1280);
    for (const [, size] of svg.matchAll(/font-size="([\d.]+)"/g)) expect(Number(size)).toBeGreaterThanOrEqual(9.5);
    expectSound(svg);
  });
});

describe("the title says", () => {
  const { nodes, edges, used } = manyParts(4);
  const plain = nodes.map(({ gives: _, ...node }) => node);
  const at = (share: number, more = {}) => ({
    used,
    edges,
    nodes: plain.map((node, i) =>
      i === 1 ? { ...node, use: { resource: "cores", share }, ...more } : { ...node, use: undefined },
    ),
  });
  it("what is full, and since when if the load changes", () => {
    const gives = { resource: "cores", rank: 1, atMs: 42_000 };
    expect(busyTitle(at(1, { gives }), when)).toBe("part-0 cores are full from 42 s; all else has room");
    expect(busyTitle(at(0.96, { gives }), when)).toMatch(/^part-0 cores are nearly full from 42 s;/);
    const always = { resource: "cores", rank: 1 };
    expect(busyTitle(at(1, { gives: always }), when)).toBe("part-0 cores are full; all else has room");
  });
  it("what is the busiest, where nothing is full", () =>
    expect(busyTitle(at(0.4), when)).toBe("On average part-0 cores are the busiest, at 40%"));
  it("what is asked for too much, before any run", () =>
    expect(busyTitle({ ...at(1.4), used: "asked" }, when)).toBe("part-0 cores are asked for 140% of what they can do"));
  it("that what is stuck is no room", () => {
    const one = withTopology(semiFinal(), manyParts(4));
    const resource = { part: "web", resource: "threads" };
    const standstill = {
      ...{ replications: 5, of: 5, firstMs: 9_000, behind: 3, endpoints: ["web.browse"], always: [] },
      links: [{ holds: resource, waitsFor: resource, requests: 4 }],
    };
    const stuck = { ...one, variants: one.variants.map((variant) => ({ ...variant, standstill })) };
    expect(overviewCaption(stuck).title).toBe("Requests wait for each other for ever: all of web threads is taken");
  });
});

describe("beside another", () => {
  const base = manyParts(6);
  const now = {
    ...base,
    nodes: base.nodes.slice(0, -1).map((node, i) => (i === 1 ? { ...node, facts: ["4 × 4 cores"] } : node)),
    edges: base.edges.slice(0, -1).map((edge, i) => (i === 1 ? { ...edge, perSecond: 7 } : edge)),
  };
  it("what is gone, new or another is marked, and nothing else", () => {
    const { nodes, edges } = beside(base, now);
    expect(nodes.map(({ sign = "" }) => sign)).toEqual(["", "~", "", "", "", "", "−"]);
    expect(nodes[1]!.notes).toEqual([{ text: "2 × 4 cores → 4 × 4 cores" }]);
    expect(edges.map(({ sign = "" }) => sign)).toEqual(["", "", "", "", "", "−"]);
    expect(edges[1]!.wasPerSecond).toBe(100);
    expect(beside(now, base).nodes.map(({ sign = "" }) => sign)).toEqual(["", "~", "", "", "", "", "+"]);
  });
  it("the files' own changes are told where they are known", () => {
    const told = (path: string, before: string | null, after: string | null) =>
      beside(base, base, [{ sign: "~", path: `parts.part-0.${path}`, before, after, place: null }]).nodes[1];
    expect(told("pool.connections", "20", "40")).toMatchObject({
      sign: "~",
      notes: [{ text: "pool.connections 20 → 40" }],
    });
    expect(told("queue", null, "500")?.notes).toEqual([{ text: "+ queue 500" }]);
    expect(told("endpoints.checkout.4", "{ query: db.save, timeout: 2s }", null)?.notes).toEqual([
      { text: "− checkout.4" },
    ]);
    expect(told("endpoints.checkout.4", "{ query: db.save }", "{ cpu: 2ms }")?.notes).toEqual([
      { text: "checkout.4 is another" },
    ]);
  });
  it("is drawn without a number that cannot be drawn", () =>
    expect(svgOf(beside(base, now))).not.toMatch(/NaN|undefined/));
});

describe("as a flowchart of Mermaid", () => {
  it("no name can end a label", () => {
    const odd = 'a"]\n end; <b>`x`|{y}#';
    const text = mermaid(manyParts(3, (i) => `${odd}${i}`));
    const lines = text.split("\n").filter((line) => !/^ +(classDef|class) /.test(line));
    for (const line of lines) expect(line.replaceAll(/"[^"]*"/g, "")).not.toMatch(/[<`{}#]|b>|end;/);
    expect(text).not.toContain("<b>");
  });
  it("has each part once and each call, and as much as there is room for", () => {
    const all = manyParts(40);
    const text = mermaidBlock(all);
    expect(text.match(/^ +n\d+[([>{]/gm)).toHaveLength(all.nodes.length);
    expect(text.match(/ (-->|-\.->|-\.-x)/g)).toHaveLength(all.edges.length);
    expect(mermaidBlock(all, 3_500).length).toBeLessThanOrEqual(3_500);
    expect(mermaidBlock(all, 100)).toBe("");
  });
});

it("variants that are built alike are drawn once, and told", () => {
  const study = pictured(semiFinal());
  const twice = { ...study, variants: [study.variants[1]!, { ...study.variants[1]!, name: "The same again" }] };
  const svg = topologyOverview(twice);
  expect(svg.match(/>shop-db</g)).toHaveLength(1);
  expect(svg).toContain("The same again: the same parts");
});

it("a game day marks what hurts most inside, not the entry", () => {
  expect(faultTitle(shopDay)).toBe(
    "Inside, it hurts most at pay (ten times as slow: 30% lost, not back) and db (down: 10% lost)",
  );
  const none = { ...shopDay, trials: shopDay.trials.map((trial) => ({ ...trial, comesBack: true, lost: about0 })) };
  expect(faultTitle(none)).toBe("No fault of any part loses a request");
});

describe("a diff says where the bottleneck is", () => {
  const full = (part: string) => ({
    saturation: [{ part, resource: "cores", atMs: 1, peakUtilisation: 1 }],
    busiest: null,
  });
  const busy = (part: string, value: number) => ({
    saturation: [],
    busiest: { part, resource: "cores", utilisation: { value, low: null, high: null } },
  });
  const titleOf = (base: unknown, proposal: unknown) => bottleneckTitle({ bottleneck: { base, proposal } } as never);
  it.each([
    [full("db"), full("db"), "db cores are still full first"],
    [full("db"), full("web"), "web cores are full first now; before, db cores were"],
    [full("db"), busy("web", 0.4), "db cores are no longer full; web cores are the busiest now, at 40%"],
    [busy("db", 0.4), full("db"), "db cores are full now; nothing was before"],
    [busy("db", 0.8), busy("db", 0.4), "db cores are the busiest before and after: 80%, then 40%"],
    [busy("db", 0.8), busy("web", 0.4), "web cores are the busiest now, at 40%; before, db cores were, at 80%"],
  ])("%#", (base, proposal, title) => expect(titleOf(base, proposal)).toBe(title));
});
