import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Estimate, Verdict } from "../../src/analysis/findings/findings.js";
import type { SweepFindings, SweepPoint } from "../../src/analysis/findings/sweep-findings.js";
import type { TornadoFindings } from "../../src/analysis/findings/tornado-findings.js";
import { boundaryWords, openWords } from "../../src/charts/sweep/back-words.js";
import { sweepCaption } from "../../src/charts/sweep/caption.js";
import { sweep } from "../../src/charts/sweep/sweep.js";
import { amount, isFlip, tornadoCaption } from "../../src/charts/tornado/caption.js";
import { tornado } from "../../src/charts/tornado/tornado.js";
import { sweepText } from "../../src/report/sweep/terminal.js";
import { tornadoText } from "../../src/report/sweep/tornado.js";
import { columns } from "../../src/text/width.js";
import { expectSound, parse } from "./svg.js";
import { curve, map, queueMap, shares, stall, storm } from "./sweep-fixture.js";

describe("are as they were:", () => {
  it("the hockey stick", () => expect(sweep(curve)).toMatchFileSnapshot("golden/sweep-curve.svg"));
  it("the curve that does not come back", () => expect(sweep(stall)).toMatchFileSnapshot("golden/sweep-stall.svg"));
  it("the map", () => expect(sweep(map)).toMatchFileSnapshot("golden/sweep-map.svg"));
  it("the curve of a share", () => expect(sweep(shares)).toMatchFileSnapshot("golden/sweep-share.svg"));
  it("the map of a figure", () => expect(sweep(queueMap)).toMatchFileSnapshot("golden/sweep-figure-map.svg"));
  it("the tornado", () => expect(tornado(storm)).toMatchFileSnapshot("golden/tornado.svg"));
});

describe("what does not come back", () => {
  it("is said before anything else, in the title, and with the interval in a sentence of its own", () => {
    expect(sweepCaption(stall).title).toBe(
      "Over load, most runs do not come back from ×1.66 on (×1.4 to ×1.77), since retries multiply the calls of pay; objectives met at ×0.4 to ×1.6, unknown at ×1.77, missed at ×1.9 to ×2.1",
    );
    expect(boundaryWords(stall)).toBe(
      "From load = ×1.66 on, most runs do not come back (95% interval ×1.4 to ×1.77): at ×1.4 all eight do, at ×1.77 none of eight does.",
    );
    const text = sweepText(stall, { colour: false, width: 80, verbose: true, written: "x" });
    expect(text).toContain("4–5 of 8");
    expect(text.replaceAll("\n", " ")).toContain("the others of it still drain at their end");
    for (const line of text.split("\n")) expect(columns(line), line).toBeLessThanOrEqual(80);
  });

  it("marks what does not come back as bad, also where nothing is asked", () => {
    const points = stall.points.map((point) => ({ ...point, objectives: [], verdict: "met" as const }));
    const text = parse(sweep({ ...stall, objectives: [], points })).documentElement.textContent;
    expect(text).toContain("4–5/8 back");
    expect(text).toContain("none back");
  });

  it("says of a map at how many points", () => {
    const back = (down: number) => ({ back: 8 - down, down, of: 8 });
    const points = map.points.map((point, i) => ({ ...point, back: back(i < 5 ? 8 : 0) }));
    expect(sweepCaption({ ...map, points }).title).toMatch(
      /, at 5 of 20 values most runs do not come back; objectives met at/,
    );
  });

  it("is not said where all come back", () => {
    const points = stall.points.map(({ notBack: _, ...point }) => ({ ...point, back: { back: 8, down: 0, of: 8 } }));
    const calm = { ...stall, points, boundary: { ...stall.boundary!, at: { value: null, low: null, high: null } } };
    expect(sweepCaption(calm).title).toBe(sweepCaption({ ...curve, knee: null }).title);
    expect(boundaryWords(calm)).toBe("");
    expect(openWords(calm)).toBe("");
  });

  const tests = fc.array(
    fc
      .tuple(fc.integer({ min: 1, max: 99 }), fc.nat(8), fc.nat(8))
      .map(([at, back, down]) => ({ at, back, down: Math.min(down, 8 - back), of: 8 })),
    { minLength: 1, maxLength: 6 },
  );
  it("names its value and its ends once each, in order, and never says that some do where all or none do", () =>
    fc.assert(
      fc.property(tests, fc.boolean(), (given, isFrom) => {
        const tested = [...new Map(given.map((each) => [each.at, each])).values()].toSorted((a, b) => a.at - b.at);
        const at = { value: tested.at(-1)!.at, low: tested[0]!.at, high: tested.at(-1)!.at };
        const said = boundaryWords({ ...stall, boundary: { at, side: isFrom ? "from" : "to", tested } });
        expect(said).toMatch(isFrom ? /^From load = ×\d+ on, most runs/ : /^Up to load = ×\d+, most runs/);
        for (const { back, down } of tested.filter((each) => each.at === at.low)) {
          expect(said.includes("all eight do")).toBe(
            tested.some((each) => [at.low, at.high].includes(each.at) && each.back === 8),
          );
          if (back === 8 && down === 0 && tested.length === 1) expect(said).not.toContain("none of eight");
        }
        expect(said).not.toMatch(/NaN|null|undefined|zero|no of eight/);
      }),
    ));
});

it("titles say the finding", () => {
  expect(sweepCaption(curve).title).toBe(
    "Objectives met at load ×0.4 to ×1.6, unknown at ×1.77, missed at ×1.9 to ×2.1",
  );
  expect(sweepCaption(curve).subtitle).toContain("where it starts to bend, ×1.77 (×1.6–×1.9)");
  const gap = curve.points.map((point, i) => (i === 2 ? { ...point, verdict: "missed" as const } : point));
  expect(sweepCaption({ ...curve, points: gap }).title).toBe(
    "Objectives met at load ×0.4 to ×0.6 and ×1 to ×1.6, unknown at ×1.77, missed at ×0.8 and ×1.9 to ×2.1",
  );
  expect(sweepCaption(map).title).toBe(
    "Over shop-db.pool.connections and shop-db.queries.read.time: objectives met at 11 of 20 points",
  );
  const open = map.points.map((point, i) => (i === 0 ? { ...point, verdict: "unknown" as const } : point));
  expect(map.points[0]!.verdict).toBe("met");
  expect(sweepCaption({ ...map, points: open }).title).toMatch(/met at 10 of 20 points, 1 undecided$/);
  const titles = [shares, queueMap].map((found) => sweepCaption(found).title);
  expect(titles).toEqual([
    "Over load, hit rate of catalogue is 95.0% at ×0.4 and 68.0% at ×2.1; objectives met at ×0.4 to ×1.2, unknown at ×1.4, missed at ×1.6 to ×2.1",
    "Over shop-db.pool.connections and shop-db.queries.read.time, queue max of shop-db pool is 12.0 to 146, without a value at 7 of 20 points; objectives met at 11 of 20 points",
  ]);
  expect(sweepCaption(shares).subtitle).toContain("Dashed: hit rate of catalogue > 80%.");
  expect(tornadoCaption(storm).title).toBe(
    "What matters most is shoppers.rate: 36/s instead of 30/s makes the queue grow",
  );
  expect(tornadoCaption(storm).subtitle).toContain(
    "changes with shoppers.rate, shop-db.queries.read.time, catalogue.hit",
  );
});

it("a mark's shape says the verdict: crosses for what is missed", () => {
  const crosses = [...parse(sweep(curve)).querySelectorAll("path.s-bad")];
  expect(crosses).toHaveLength(curve.points.filter(({ verdict }) => verdict === "missed").length);
});

it("the contour stands exactly between what is met and what is not", () => {
  const [contour] = [...parse(sweep(map)).querySelectorAll("path.s-ink[stroke-width='3']")];
  const at = (x: number, y: number) => map.points[x * 4 + y]?.verdict;
  let edges = 0;
  for (let x = 0; x < 5; x++)
    for (let y = 0; y < 4; y++)
      for (const other of [x < 4 ? at(x + 1, y) : undefined, y < 3 ? at(x, y + 1) : undefined])
        if (other !== undefined && (other === "met") !== (at(x, y) === "met")) edges++;
  expect(contour.getAttribute("d")!.match(/M/g)).toHaveLength(edges);
});

const number = fc.oneof(fc.double(), fc.constant(null), fc.double({ min: 0.1, max: 1e4, noNaN: true }));
const estimate: fc.Arbitrary<Estimate> = fc.record({ value: number, low: number, high: number });
const verdict = fc.constantFrom<Verdict>("met", "missed", "unknown");

it("are sound for findings of any kind, bugs included, and so are their tables", () => {
  const options = { colour: false, width: 80, verbose: true, written: "output" };
  fc.assert(
    fc.property(
      fc.array(fc.record({ p99Ms: estimate, p50Ms: estimate, verdict, growing: fc.boolean() }), {
        minLength: 20,
        maxLength: 20,
      }),
      estimate,
      (changes, knee) => {
        for (const base of [curve, map, shares, queueMap]) {
          const broken = {
            ...base,
            knee: base.knee && knee,
            points: base.points.map((p, i) => ({
              ...p,
              ...changes[i],
              figures: Object.fromEntries(Object.keys(p.figures ?? {}).map((name) => [name, changes[i]!.p99Ms])),
            })),
          };
          expectSound(sweep(broken));
          for (const line of sweepText(broken, options).split("\n"))
            expect([...line].length, line).toBeLessThanOrEqual(80);
        }
        const guesses = changes.map(({ p99Ms, verdict: v, growing }, i) => ({
          path: `part.${"long".repeat(i)}.option`,
          value: "40ms",
          less: i % 3 ? { value: "32ms", difference: p99Ms, growing, verdict: v } : null,
          more: null,
        }));
        expectSound(tornado({ ...storm, guesses }));
        for (const line of tornadoText({ ...storm, guesses }, options).split("\n"))
          expect([...line].length, line).toBeLessThanOrEqual(80);
      },
    ),
    { numRuns: 12 },
  );
});

describe("a figure that was asked for", () => {
  const words = (found: SweepFindings) => sweepCaption(found).title.replaceAll("\u00a0", " ");
  const valued = (values: readonly (number | null)[]): SweepFindings => ({
    ...shares,
    objectives: [],
    points: shares.points.map((point, i) => {
      const value = i < values.length ? values[i]! : values.at(-1)!;
      const found =
        value === null ? { value, low: null, high: null } : { value, low: value - 0.01, high: value + 0.01 };
      return { ...point, growing: false, figures: { "hit rate of catalogue": found } };
    }),
  });

  it("is told where it is beyond both ends for certain", () => {
    expect(words(valued([0.5, 0.9, 0.6]))).toBe(
      "Over load, hit rate of catalogue is 50.0% at ×0.4 and 60.0% at ×2.1, between them up to 90.0% at ×0.6",
    );
    expect(words(valued([0.5, 0.61, 0.6]))).toBe("Over load, hit rate of catalogue is 50.0% at ×0.4 and 60.0% at ×2.1");
  });

  it("is told from where there are samples enough, and unknown where there are none", () => {
    expect(words(valued([null, 0.5, 0.6]))).toMatch(/^Over load, hit rate of catalogue is 50.0% at ×0.6 and/);
    expect(words(valued([null]))).toMatch(/is unknown at ×0.4 and unknown at ×2.1$/);
  });

  it("stands on an axis that begins at nothing, times on a logarithmic one unless one is nothing", () => {
    const ticks = (found: SweepFindings) =>
      [...parse(sweep(found)).querySelectorAll("text[text-anchor=end]")].map(({ textContent }) => textContent);
    expect(ticks(shares)).toContain("0%");
    const timed = (first: number): SweepFindings => ({
      ...shares,
      figures: [{ name: "wait p50 of db pool", unit: "ms", objective: null }],
      points: shares.points.map((point, i) => {
        const value = i === 0 ? first : 10 * i;
        return { ...point, figures: { "wait p50 of db pool": { value, low: value, high: value } } };
      }),
    });
    expect(ticks(timed(0))).toContain("0\u00a0ms");
    expect(ticks(timed(5))).not.toContain("0\u00a0ms");
  });

  it("has the reason below the table where it has no value", () => {
    const found = valued([null, 0.5]);
    const reason = "not enough data";
    const points = found.points.map((point, i) =>
      i === 0
        ? { ...point, figures: { "hit rate of catalogue": { value: null, low: null, high: null, reason } } }
        : point,
    );
    expect(sweepText({ ...found, points }, { colour: false, width: 80, verbose: true, written: "x" })).toContain(
      "No hit rate of catalogue at ×0.4: not enough data.",
    );
  });
});

it("no verdict flips where nothing is asked", () => {
  const side = storm.guesses.flatMap(({ less, more }) => [less, more]).find((each) => each !== null)!;
  const other = { ...side, verdict: storm.verdict === "met" ? ("missed" as const) : ("met" as const) };
  expect(isFlip(storm, other)).toBe(true);
  expect(isFlip({ ...storm, objectives: [] }, other)).toBe(false);
});

it("where nothing is asked, the ends are told, and why there is no p99 there", () => {
  const ending = (end: Partial<SweepPoint>) => {
    const points = curve.points.map((point, i) => (i === curve.points.length - 1 ? { ...point, ...end } : point));
    return sweepCaption({ ...curve, objectives: [], points }).title.replaceAll("\u00a0", " ");
  };
  expect(ending({ growing: true, standing: false })).toMatch(
    /^Over load, p99 is .* at ×0\.4 and none at ×2\.1, where the queue/,
  );
  expect(ending({ growing: false, standing: true })).toMatch(/and none at ×2\.1, where requests wait for each other/);
  expect(ending({ growing: false, standing: false, p99Ms: { value: 12, low: 11, high: 13 } })).toMatch(
    /and 12\.0 ms at ×2\.1$/,
  );
});

it("what is proven to matter need not be what seems to matter most", () => {
  const [first, ...others] = storm.guesses;
  const doubtful = [first!.less, first!.more].map(
    (side) => side && { ...side, growing: false, difference: { value: 900, low: -1, high: 1801 } },
  );
  const guesses = [{ ...first!, less: doubtful[0]!, more: doubtful[1]! }, ...others];
  expect(tornadoCaption({ ...storm, guesses }).title).toMatch(
    new RegExp(`^What is proven to matter is ${others[0]!.path.replaceAll(".", "\\.")}: `),
  );
});

it("an amount has the unit of its figure, and a sign", () => {
  const words = (unit: TornadoFindings["unit"], value: number | null) =>
    amount({ unit }, value).replaceAll("\u00a0", " ");
  expect([words("ms", 12.3), words("1", -0.004), words("1/s", 0), words("number", 20), words("ms", null)]).toEqual([
    "+12.3 ms",
    "-0.400%",
    "±0/s",
    "+20.0",
    "unknown",
  ]);
});
