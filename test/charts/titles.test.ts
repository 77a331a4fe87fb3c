/** A title states the finding; so other data give another title. */
import { describe, expect, it } from "vitest";
import type {
  Findings,
  LoadFindings,
  OverTimeFindings,
  SteadyFindings,
  VariantFindings,
} from "../../src/analysis/findings/findings.js";
import { attemptsCaption } from "../../src/charts/attempts-over-time/caption.js";
import { mostRetried } from "../../src/charts/attempts-over-time/retried.js";
import { convergenceCaption } from "../../src/charts/convergence/caption.js";
import { latencyCaption } from "../../src/charts/latency-over-time/caption.js";
import { loadCaption } from "../../src/charts/load/caption.js";
import { pairedDifferenceCaption } from "../../src/charts/paired-difference/caption.js";
import { saturationCaption } from "../../src/charts/saturation-over-time/caption.js";
import { theoryCaption } from "../../src/charts/theory/caption.js";
import { converging } from "./convergence-fixture.js";
import { retrying } from "./retries-fixture.js";
import { semiFinal } from "./stages.js";
import { besideTheory } from "./theory-fixture.js";

const study = semiFinal();
const only = (...indexes: number[]): Findings => ({ ...study, variants: indexes.map((i) => study.variants[i]) });
const each = (change: (variant: VariantFindings, i: number) => Partial<VariantFindings>): Findings => ({
  ...study,
  variants: study.variants.map((variant, i) => ({ ...variant, ...change(variant, i) })),
});
const overTime = (change: Partial<OverTimeFindings>) =>
  each((variant) => ({ overTime: { ...variant.overTime, ...change } }));
const flat = (value: number | null) => study.variants[0].overTime.p99Ms.map(() => value);
const plain = (text: string) => text.replaceAll("\u00a0", " ");

describe("latency over time", () => {
  const title = (findings: Findings) => plain(latencyCaption(findings).title);

  it.each([
    [
      "some keep the limit",
      study,
      "Only stages 6–7 keep p99 under 300 ms through the penalty shoot-out; stage 5 keeps it as a whole, though single moments may exceed it",
    ],
    [
      "all do",
      only(5, 6, 5, 6),
      "All four stages keep p99 under 300 ms through the penalty shoot-out, the slowest 101 ms",
    ],
    [
      "none does",
      only(0, 1, 2, 3),
      "No stage keeps p99 under 300 ms through the penalty shoot-out; stage 3 comes nearest, at 2.04 s",
    ],
    ["there is one, and it does", only(6), "p99 stays under 300 ms through the penalty shoot-out: 76.2 ms at most"],
    ["there is one, and it does not", only(0), "p99 breaks 300 ms through the penalty shoot-out: 8.39 s at worst"],
    [
      "there are few: names",
      only(0, 6),
      "Only “A queue that levels the writes” keeps p99 under 300 ms through the penalty shoot-out",
    ],
    ["there are none", { ...study, variants: [] }, "Nothing was simulated"],
    [
      "what is reached is not throughout, and one of them fills up",
      {
        ...only(5, 6),
        spike: null,
        variants: only(5, 6).variants.map((variant, i) => ({
          ...variant,
          objectives: [],
          ...(i === 0
            ? { drift: { verdict: "growing", growthPerSecond: { value: 1, low: 1, high: 1 } } as const }
            : {}),
        })),
      },
      "p99 reaches 76.2 ms in “A queue that levels the writes” and 101 ms in “Four instances behind a balancer”; “Four instances behind a balancer” fills up",
    ],
    ["there is no spike", { ...only(6), spike: null }, "p99 stays under 300 ms throughout: 76.2 ms at most"],
    [
      "there is no objective, and they differ in how many fail",
      each(() => ({ objectives: [] })),
      "Up to 63% of requests fail in stage 1 through the penalty shoot-out, none in stages 5–7",
    ],
    [
      "there is no objective, and as many fail in all",
      each(({ overTime }) => ({ objectives: [], overTime: { ...overTime, errorRate: flat(0.2) } })),
      "Up to 20% of requests fail in every stage through the penalty shoot-out; the others have a p99 of up to 8.44 s",
    ],
    [
      "there is no objective, and none fails",
      each(({ overTime }) => ({ objectives: [], overTime: { ...overTime, errorRate: flat(0) } })),
      "p99 reaches 76.2 ms in stage 7 and 8.44 s in stage 2 through the penalty shoot-out",
    ],
    [
      "no request is answered",
      overTime({ p50Ms: flat(null), p99Ms: flat(null) }),
      "No request is answered through the penalty shoot-out",
    ],
  ])("%s", (_, findings, expected) => expect(title(findings)).toBe(expected));

  it("says who has no p99 where there is no limit", () => {
    const without = each(({ overTime }, i) => {
      const silent = i === 1 ? { p50Ms: flat(null), p99Ms: flat(null) } : {};
      return { objectives: [], overTime: { ...overTime, errorRate: flat(0), ...silent } };
    });
    expect(title(without)).toBe(
      "p99 reaches 76.2 ms in stage 7 and 8.39 s in stage 1 through the penalty shoot-out; stage 2 has none",
    );
  });

  it("judges no p99 of a queue that grows", () => {
    const [variant] = study.variants;
    const objectives = variant.objectives.map((objective) => ({ ...objective, verdict: "unknown" as const }));
    const drift = { verdict: "growing", growthPerSecond: { value: 2, low: 1, high: 3 } } as const;
    const growing = { ...variant, verdict: "unknown" as const, objectives, drift };
    expect(title({ ...study, spike: null, variants: [growing] })).toMatch(
      /^The queue grows, so p99 cannot be judged against 300 ms: it reaches/,
    );
    expect(title({ ...study, variants: [growing, study.variants[6]] })).toContain("“Everything on one machine” grows");
  });

  it("does not praise a p99 that is low because requests are turned away", () => {
    const low = { p99Ms: flat(50), p99LowMs: flat(48), p99HighMs: flat(52) };
    const refusing = each(({ overTime, objectives }, i) => ({
      verdict: "met",
      objectives: objectives.map((objective) => ({ ...objective, verdict: "met" })),
      overTime: { ...overTime, ...low, errorRate: flat(i === 2 ? 0.4 : 0) },
    }));
    expect(title(refusing)).toBe(
      "Only stages 1–2 and 4–7 keep p99 under 300 ms through the penalty shoot-out; stage 3 only by failing up to 40% of requests",
    );
  });

  it("keeps to itself who has no such limit: not only one keeps it then", () => {
    const three = only(0, 5, 6);
    const variants = three.variants.map((variant, i) => (i === 1 ? { ...variant, objectives: [] } : variant));
    expect(title({ ...three, variants })).toMatch(
      /^“[^”]+” keeps p99 under 300 ms through the penalty shoot-out, “[^”]+” does not; “[^”]+” has no such limit$/,
    );
  });

  it.each([
    [[280, 320], "p99 reaches 310 ms through the penalty shoot-out: too close to 300 ms to call"],
    [[305, 320], "Undecided whether p99 stays under 300 ms: it reaches 310 ms through the penalty shoot-out"],
  ])(
    "is undecided where the verdict is, and close only where the band holds the limit: %j",
    ([low, high], expected) => {
      const undecided = each(({ overTime, objectives }) => ({
        verdict: "unknown",
        objectives: objectives.map((objective) => ({ ...objective, verdict: "unknown" })),
        overTime: { ...overTime, p99Ms: flat(310), p99LowMs: flat(low!), p99HighMs: flat(high!), errorRate: flat(0) },
      }));
      expect(title({ ...undecided, variants: undecided.variants.slice(0, 1) })).toBe(expected);
    },
  );

  it("is undecided, and not close, where some bin has no answer", () => {
    const silent = flat(310).map((value, bin) => (bin === 131 ? null : value));
    const undecided = each(({ overTime, objectives }) => ({
      verdict: "unknown",
      objectives: objectives.map((objective) => ({ ...objective, verdict: "unknown" })),
      overTime: {
        ...overTime,
        ...{ p50Ms: silent, p99Ms: silent, p99LowMs: flat(280), p99HighMs: flat(320) },
        errorRate: flat(0).map((value, bin) => (bin === 131 ? 1 : value)),
      },
    }));
    expect(title({ ...undecided, variants: undecided.variants.slice(0, 1) })).toMatch(/^Undecided whether p99 stays/);
  });

  it("names as nearest none that is quick only because it answers nothing", () => {
    const silent = overTime({ p50Ms: flat(null), errorRate: flat(1) }).variants[2];
    const { variants } = only(0, 1, 2, 3);
    expect(title({ ...study, variants: variants.map((variant, i) => (i === 2 ? silent : variant)) })).toMatch(
      /; stage 4 comes nearest, at /,
    );
  });

  it("says that another objective is missed, also of what keeps this one perhaps not in every bin", () => {
    const unsure = study.variants[4];
    const [latency, ...others] = unsure.objectives;
    const missed = {
      verdict: "missed",
      objectives: [latency, ...others.map((one) => ({ ...one, verdict: "missed" }))],
    };
    expect(title({ ...study, variants: [{ ...unsure, ...missed } as VariantFindings] })).toMatch(
      /^p99 is under 300 ms over the whole time, but perhaps not through .*; another objective is missed$/,
    );
  });

  it("takes for failing what its own endpoint may not fail, where that is asked", () => {
    const [{ overTime, objectives, ...variant }] = study.variants;
    const [asked] = objectives;
    const metric = (name: string) => ({ ...asked, metric: `${name}{web.browse}`, verdict: "met" as const });
    const series = {
      ...overTime,
      p50Ms: flat(5),
      p99Ms: flat(50),
      p99LowMs: flat(48),
      p99HighMs: flat(52),
      errorRate: flat(0.03),
    };
    const of = (expression: string, limit: number) =>
      title({
        ...study,
        variants: [
          {
            ...variant,
            verdict: "met",
            objectives: [metric("latency"), { ...metric("errors"), unit: "1", expression, limit }],
            overTime: { ...overTime, endpoints: { "web.browse": series } },
          },
        ],
      });
    expect(of("rate < 5%", 0.05)).toMatch(/^p99 of web\.browse stays under 300 ms through .*: 50\.0 ms at most$/);
    expect(of("rate < 2%", 0.02)).toContain("but only by failing up to 3% of requests");
  });

  describe("says when it breaks", () => {
    const last = flat(0).length - 1;
    /** Minutes after the start that are over the limit, of a run that starts at 10 min; in its first two nothing ends. */
    const breaking = (isOver: (bin: number) => boolean) => {
      const p99 = flat(50).map((value, bin) => (isOver(bin) ? 900 : value));
      const errorRate = flat(0).map((value, bin) => (bin < 2 ? null : value));
      const found = overTime({ startMs: 600_000, binMs: 60_000, p99Ms: p99, p99LowMs: p99, p99HighMs: p99, errorRate });
      const window = { ...study.window, fromMs: 600_000, toMs: 600_000 + (last + 1) * 60_000, clock: null };
      return title({ ...found, variants: found.variants.slice(0, 1), spike: null, window });
    };
    it.each([
      [
        "for a while",
        (bin: number) => bin >= 5 && bin <= 6,
        "p99 breaks 300 ms from 15 min to 17 min: 900 ms at worst",
      ],
      ["for good", (bin: number) => bin >= 5, "p99 breaks 300 ms from 15 min on: 900 ms at worst"],
      [
        "again and again",
        (bin: number) => bin % 2 === 1,
        "p99 breaks 300 ms at times, first at 13 min: 900 ms at worst",
      ],
      ["until just before the end", (bin: number) => bin >= 5 && bin < last, `from 15 min to ${10 + last} min`],
      ["all the time in which requests end", () => true, "p99 breaks 300 ms throughout: 900 ms at worst"],
    ])("%s", (_, isOver, expected) => expect(breaking(isOver)).toContain(expected));
  });

  it("counts a minute without an answer as over the limit", () => {
    const silent = flat(50).map((value, bin) => (bin === 131 ? null : value));
    expect(
      title({
        ...only(6),
        variants: overTime({
          p50Ms: silent,
          p99Ms: silent,
          p99LowMs: silent,
          p99HighMs: silent,
          errorRate: flat(1),
        }).variants.slice(6),
      }),
    ).toMatch(/^p99 is under 300\sms over the whole time, but not every bin has an answer/);
  });
});

it("tells too few answers for a p99 from none at all", () => {
  const few = flat(50).map((value, bin) => (bin === 131 ? null : value));
  const change = { p50Ms: flat(5), p99Ms: few, p99LowMs: few, p99HighMs: few, errorRate: flat(0) };
  expect(latencyCaption({ ...study, variants: overTime(change).variants.slice(6) }).title).toMatch(
    /^p99 is under 300\sms over the whole time, but perhaps not through/,
  );
});

describe("saturation over time", () => {
  const title = (findings: Findings) => plain(saturationCaption(findings).title);
  const giving = (parts: readonly (string | null)[]) =>
    each((_, i) => ({
      saturation: parts[i] == null ? [] : [{ part: parts[i], resource: "cores", atMs: 4_380_000, peakUtilisation: 1 }],
    }));

  it.each([
    [
      "mostly one part",
      giving(["db", "db", "db", "web", "db", "db", null]),
      "db gives first in five of seven stages; nothing gives in stage 7",
    ],
    ["always the same", giving(Array(7).fill("db")), "db gives first in all seven stages"],
    [
      "one part in as many as others together",
      giving(["db", "web", "db", "web", "db", "cache", null]),
      "First to give: db in stages 1, 3 and 5, web in stages 2 and 4 and cache in stage 6; nothing gives in stage 7",
    ],
    [
      "one part in just half",
      { ...study, variants: giving(["db", "web", "db", null]).variants.slice(0, 4) },
      "First to give: db in stages 1 and 3 and web in stage 2; nothing gives in stage 4",
    ],
    ["never any", giving([]), "Nothing saturates in any of the seven stages"],
    ["one variant", { ...study, variants: giving(["db"]).variants.slice(0, 1) }, "db gives first: its cores, at 20:43"],
  ])("%s", (_, findings, expected) => expect(title(findings)).toBe(expected));

  it("lists who gives where when it moves", () =>
    expect(title(study)).toBe(
      "First to give: machine in stage 1, shop-db in stages 2–3, web in stages 4–5 and order-workers in stage 7; nothing gives in stage 6",
    ));
});

describe("load", () => {
  const title = (findings: Findings) => plain(loadCaption(findings).title);

  it.each([
    ["best and worst", study, "Stage 7 keeps p99 under 300 ms up to 4,500/s or more; stage 1 only up to 1,000/s"],
    [
      "no objective",
      each(() => ({ objectives: [] })),
      "Stage 7 keeps up with at least 5,000/s; stage 1 only with 1,000/s",
    ],
    ["no sweep", each(() => ({ load: [] })), "No load was swept"],
    [
      "a growing queue everywhere",
      each(({ load }) => ({ load: load.map((point) => ({ ...point, growing: true })) })),
      "No stage keeps p99 under 300 ms at any load tried",
    ],
  ])("%s", (_, findings, expected) => expect(title(findings)).toBe(expected));

  it("tells what was not held from what cannot be told", () => {
    const described = (change: Partial<LoadFindings>) =>
      plain(loadCaption(each(({ load }) => ({ load: load.map((point) => ({ ...point, ...change })) }))).description);
    expect(described({ growing: true })).toContain("machine: no load held, not 500/s, queue grows at 500/s");
    expect(described({ growing: false, errorRate: { value: null, low: null, high: null } })).toContain(
      "machine: unknown at every load, queue not seen to grow",
    );
  });

  it("does not count a load as kept when the interval reaches over the limit", () => {
    const wide = each(({ load }) => ({
      load: load.map((point) => ({ ...point, p99Ms: { ...point.p99Ms, high: 301 } })),
    }));
    expect(title(wide)).toBe("No stage is shown to keep p99 under 300 ms at any load tried");
  });
});

describe("paired difference", () => {
  const title = (findings: Findings) => plain(pairedDifferenceCaption(findings).title);
  const judged = (...verdicts: ("better" | "worse" | "tie" | "unproven")[]): Findings => ({
    ...study,
    comparisons: study.comparisons.map((comparison, i) => ({
      ...comparison,
      differences: comparison.differences.map((each) => ({ ...each, verdict: verdicts[i] ?? "better" })),
    })),
  });

  it.each([
    [
      "of some",
      judged("worse", "tie", "unproven", "better"),
      /: better in stages 5–7, worse in stage 2, a tie in stage 3 and no difference proven in stage 4$/,
    ],
    ["of all", study, /^Mean response time against “Everything on one machine”: better in stages 2–7$/],
    ["of nothing", { ...study, comparisons: [] }, /^There is nothing to compare with$/],
  ])("%s", (_, findings, expected) => expect(title(findings)).toMatch(expected));

  it("says why two cannot be compared, and that there are more", () => {
    const incomparable = (many: number) => {
      const comparisons = study.comparisons.map(({ differences, ...comparison }, i) => ({
        ...comparison,
        differences: differences.map((each) =>
          i >= many
            ? each
            : { ...each, verdict: "incomparable" as const, difference: { ...each.difference, reason: `because ${i}` } },
        ),
      }));
      return pairedDifferenceCaption({ ...study, comparisons }).subtitle;
    };
    expect(incomparable(0)).not.toContain("Not comparable");
    expect(incomparable(2)).toMatch(/Not comparable: “[^”]+”, because 0; “[^”]+”, because 1\.$/);
    expect(incomparable(3)).toMatch(/because 1; …\.$/);
  });
});

describe("theory against simulation", () => {
  const beside = besideTheory(only(0));
  const [variant] = beside.variants;
  const agreeing = variant!.theory.filter(({ agrees }) => agrees !== false);
  it.each([
    ["one disagrees", beside, "1 of 5 figures disagrees with theory, such as shop-db pool, mean wait: +40%"],
    [
      "all agree",
      { ...beside, variants: [{ ...variant!, theory: agreeing }] },
      "All 4 figures with a closed form agree with it, the farthest −3% off",
    ],
    ["none applies", study, "No closed form applies"],
  ])("%s", (_, findings, expected) => expect(plain(theoryCaption(findings).title)).toBe(expected));
});

describe("convergence", () => {
  const title = (findings: Findings) => plain(convergenceCaption(findings).title);
  const changing = (findings: Findings, change: (steady: SteadyFindings) => SteadyFindings): Findings => ({
    ...findings,
    variants: findings.variants.map((variant) => ({ ...variant, steady: variant.steady && change(variant.steady) })),
  });
  it.each([
    ["all are narrow enough", converging(only(0)), "Every interval is within the ±5% asked for"],
    [
      "some fall short",
      converging(only(0, 1)),
      "“Everything on one machine” is precise enough and “The database on its own machine” falls short of the ±5% asked for",
    ],
    [
      "all fall short",
      changing(converging(only(0, 1)), (steady) => ({ ...steady, met: false })),
      "“Everything on one machine” and “The database on its own machine” fall short of the ±5% asked for",
    ],
    [
      "one has no interval",
      changing(converging(only(0, 1)), (steady) => (steady.met ? steady : { ...steady, reached: [] })),
      "“Everything on one machine” is precise enough and “The database on its own machine” has no interval",
    ],
    ["none was asked for", only(0), "No precision was asked for"],
  ])("%s", (_, findings, expected) => expect(title(findings)).toBe(expected));
});

describe("attempts over time", () => {
  const title = (findings: Findings) => plain(attemptsCaption(findings).title);

  it("is of the part with the most retries, and says first what they keep down", () => {
    expect(mostRetried(retrying(study))).toBe("shop-db");
    expect(title(retrying(study))).toBe(
      "Retries keep stage 2 down after “penalty shoot-out”: 900/s attempts of shop-db for 225/s calls, none answered well",
    );
  });

  it("else how many attempts a call takes at most, and whether all come back, where that is known", () => {
    const back = (timeMs: number | null): Findings => {
      const findings = retrying(only(0, 5));
      const recovery = { ...study.variants[0].recovery!, timeMs: { value: timeMs, low: timeMs, high: timeMs } };
      const calm = findings.variants.map((variant) => ({ ...variant, recovery }));
      return { ...findings, variants: calm };
    };
    expect(title(back(4000))).toMatch(
      /^Retries make up to 4 attempts of each call of shop-db in “[^”]+”, and both stages come back$/,
    );
    expect(title(back(null))).toMatch(/^Retries make up to 4 attempts of each call of shop-db in “[^”]+”$/);
  });

  it("and how many each request has, where another layer tries again as well", () => {
    const findings = retrying(only(0, 5));
    const variants = findings.variants.map((variant) => {
      const { offeredLoad } = variant.overTime;
      const asked = offeredLoad.map((rate) => 4 * (rate ?? 0));
      const retried = [
        { part: "bank", asked, attempts: asked.map((rate) => 4 * rate) },
        { part: "pay", asked: offeredLoad.map((rate) => rate ?? 0), attempts: asked },
      ];
      return { ...variant, recovery: null, overTime: { ...variant.overTime, retried } };
    });
    expect(title({ ...findings, variants })).toMatch(
      /^Retries make up to 4 attempts of each call of bank in “[^”]+”, 16 for each request with those of other layers/,
    );
  });

  it("is not drawn where nothing is retried", () => expect(mostRetried(study)).toBeNull());
});
