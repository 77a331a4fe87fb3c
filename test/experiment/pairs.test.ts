/** Two variants on the same requests: how much narrower that makes a difference, and what a claim makes of it. */
import { beforeAll, describe, expect, it } from "vitest";
import type { DifferenceFindings, Estimate, Findings } from "../../src/analysis/findings/findings.js";
import { verdictWord } from "../../src/charts/kit/change.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { judgeClaims } from "../../src/experiment/findings/judge-claims.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { memoryFiles, render } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { studyOf } from "./study.js";

const halfWidth = ({ low, high }: Estimate): number => (high! - low!) / 2;
const differenceOf = ({ comparisons }: Findings, variant: string, metric: string): DifferenceFindings =>
  comparisons.find((each) => each.variant === variant)!.differences.find((each) => each.metric === metric)!;

function run(file: string, seed: string, duration: string): Promise<Findings> {
  const { study } = openStudy(file, nodeFiles, { seed, duration });
  return runStudy({ ...study!, load: null }, threads(1));
}

describe.each([
  { file: "experiments/read-replicas.yaml", narrow: ["one replica", "two replicas"], wide: [] },
  {
    file: "experiments/connection-pool.yaml",
    narrow: ["no pool", "pool of 20", "pool of 22", "pool of 100"],
    wide: ["pool of 14"],
  },
])("$file", ({ file, narrow, wide }) => {
  let [together, apart] = [] as unknown as [Findings, Findings];
  beforeAll(async () => {
    together = await run(file, "1", "40s");
    apart = await run(file, "other", "40s"); // As many runs, of other requests.
  }, 60_000);
  /** Interval of as many separate runs, without control variates ÷ interval of pairs. */
  const gain = (variant: string): number =>
    halfWidth(differenceOf(apart, variant, "mean").unpaired) /
    halfWidth(differenceOf(together, variant, "mean").difference);

  it.each(narrow)("the mean of %s: five times narrower than with separate runs", (variant) => {
    expect(gain(variant)).toBeGreaterThan(5);
    expect(differenceOf(together, variant, "mean").varianceRatio).toBeGreaterThan(25);
  });
  if (wide.length > 0)
    it.each(wide)("the mean of %s: its own waiting has no pair", (v) => expect(gain(v)).toBeLessThan(2));

  it("its claims hold", () =>
    expect(
      together.claims.filter(({ verdict }) => verdict !== "met").map(({ claim, why }) => `${claim}: ${why}`),
    ).toEqual([]));
});

const small = `
version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, threads: 2, endpoints: { page: [{ cpu: exponential(5ms) }] } } }
`;
const files = (experiment: string) =>
  memoryFiles({
    "small.yaml": small,
    "same.yaml": "extends: small.yaml",
    "slower.yaml": "extends: small.yaml\nparts: { web: { endpoints: { page: [{ cpu: exponential(6ms) }] } } }",
    "flooded.yaml":
      "extends: small.yaml\nparts: { web: { threads: 1, endpoints: { page: [{ cpu: exponential(15ms) }] } } }",
    "experiment.yaml": `version: 1
title: Small
run: { duration: 40s, warm-up: 1s, replications: 4 }
variants: { base: small.yaml, same: same.yaml, slower: slower.yaml, flooded: flooded.yaml }
${experiment}`,
  });
async function study(experiment: string, replications?: string): Promise<Findings> {
  const {
    study: opened,
    diagnostics,
    textOf,
  } = openStudy("experiment.yaml", files(experiment), replications === undefined ? {} : { replications });
  if (opened === null) throw new Error(render(diagnostics, textOf, { color: false, width: 200 }));
  return runStudy(opened, threads(1));
}

describe("a small experiment", () => {
  let found: Findings;
  beforeAll(async () => {
    found = await study(`claims:
  - mean{same} is tie
  - mean{slower} > mean{base}
  - mean{base} < mean{slower}
  - mean{slower} is better
  - errors{slower} is worse
  - mean{flooded} is worse
  - utilisation of web threads{slower} is more
`);
  });

  it("a variant that is the same differs by nothing at all", () => {
    for (const { metric, difference, verdict } of found.comparisons[0]!.differences) {
      expect(difference.value, metric).toBe(0);
      expect(difference, metric).toMatchObject({ low: 0, high: 0 });
      expect(verdict, metric).toBe("tie");
    }
  });
  it("the relative change is that of the work: a fifth more at least", () => {
    const { relative } = differenceOf(found, "slower", "mean");
    expect(relative.low).toBeGreaterThan(0.18);
    expect(relative.high).toBeLessThan(0.35);
  });
  it("errors that neither had are no tie where something else differs, and the words say why", () => {
    const errors = differenceOf(found, "slower", "errors");
    expect(errors).toMatchObject({ verdict: "unproven", difference: { value: 0 } });
    expect(verdictWord(errors)).toBe("none seen");
  });
  it.each([
    ["exponential(5.001ms)", "tie"], // +0.02 % of work, and proven: too little to act on.
    ["exponential(5.05ms)", "worse"],
  ])("%s instead of 5 ms in the mean: %s", async (cpu, expected) => {
    const { comparisons } = await runStudy(
      studyOf(
        {
          "small.yaml": small,
          "other.yaml": `extends: small.yaml\nparts: { web: { endpoints: { page: [{ cpu: ${cpu} }] } } }`,
          "two.yaml": `version: 1\ntitle: Two\nrun: { duration: 40s, warm-up: 1s, replications: 4 }\nvariants: { base: small.yaml, other: other.yaml }`,
        },
        "two.yaml",
      ),
      threads(1),
    );
    const mean = comparisons[0]!.differences.find(({ metric }) => metric === "mean")!;
    expect(comparisons[0]!.tie).toBe(0.001);
    expect(mean.difference.low).toBeGreaterThan(0);
    expect(mean.verdict).toBe(expected);
  });
  it("what one side cannot say, the difference does not", () => {
    const { difference, verdict } = differenceOf(found, "flooded", "p99");
    expect(difference).toMatchObject({ value: null });
    expect(difference.reason).toMatch(/^flooded: no steady state/);
    expect(verdict).toBe("unknown");
  });
  it("claims are judged on the pairs", () =>
    expect(found.claims.map(({ verdict }) => verdict)).toEqual([
      ...["met", "met", "met", "missed", "unknown", "unknown", "met"],
    ]));
});

describe("a claim about a verdict", () => {
  const variants = ["met", "missed", "unknown", "none"].map((verdict) => ({
    name: verdict,
    verdict,
    saturation: [] as object[],
  }));
  variants.push({ name: "full", verdict: "missed", saturation: [{ part: "web", resource: "cores" }] });
  const judged = (claim: string) =>
    judgeClaims([claim], { variants, comparisons: [] } as unknown as Findings)[0]!.verdict;
  it.each([
    ["verdict{met} is met", "met"],
    ["verdict{missed} is met", "missed"],
    ["verdict{missed} is not met", "met"],
    ["verdict{unknown} is met", "unknown"],
    ["verdict{unknown} is not met", "unknown"],
    ["verdict{unknown} is unknown", "met"],
    ["verdict{met} is not unknown", "met"],
    ["verdict{none} is met", "unknown"], // Nothing was asked of it.
    ["verdict{none} is not missed", "unknown"],
    ["verdict{none} is none", "met"],
    ["first{met} is nothing", "met"],
    ["first{met} is not nothing", "missed"],
    ["first{full} is nothing", "missed"],
    ["first{full} is not nothing", "met"],
    ["first{full} is web cores", "met"],
  ])("%s: %s", (claim, verdict) => expect(judged(claim)).toBe(verdict));
});

describe("mistakes", () => {
  const said = async (experiment: string): Promise<string> => study(experiment).then(String, (e: Error) => e.message);
  it.each([
    ["baseline: sam", 'there is no variant "sam": did you mean same?'],
    ["claims: ['mean{same} is a tie']", 'there is no verdict "a tie"'],
    ["claims: ['p99{same} < 5%']", '"5%" is neither a limit for p99, such as 300ms, nor another variant'],
    ["claims: ['goodput{same} > p99{base}']", "goodput and p99 have different units"],
    ["claims: ['meen{same} is tie']", 'there is no figure "meen": did you mean mean?'],
    ["claims: ['utilisation of web cores{same} is more']", "web has no cores; there is threads"],
    ["claims: ['hit rate of web{same} > 1%']", "web is a service, which has no hit rate; there is none"],
    ["claims: ['p99{same} > 0 * p50{same}']", '"0" times a figure says nothing: write 2 * p50'],
    ["show: ['p99 of web.pge']", 'no endpoint "web.pge": did you mean web.page?'],
    ["select: { by: utilisation of web threads }\ntie: 1%", "no variant is the best by utilisation of web threads"],
    ["claims: ['verdict{same} is not mising']", 'there is no verdict "mising"; there is met, missed, unknown, none'],
    ["claims: ['first{same} is not web']", '"web" is neither `nothing` nor a part and its resource'],
    ["tie: 0%", "must be more than 0%"],
  ])("%s", async (experiment, message) => expect(await said(experiment)).toContain(message));
});

describe("the best of four", () => {
  it("gets more replications only while that is open, and what is far behind gets none", async () => {
    const found = await study('tie: 1%\nselect: { by: mean, most: 20 }\nclaims: ["mean{same} is tie"]', "8");
    const { selection } = found;
    expect(selection?.left).not.toContain("flooded");
    expect(selection?.left).not.toContain("slower");
    expect(selection?.replications.slice(2)).toEqual([12, 12]); // The first stage, which takes more than the 8 asked for.
    expect(found.claims[0]?.verdict).toBe("met");
  });
  it.each([
    ["base", ["base"]],
    ["dead", undefined], // There is no such thing as within 1 % of a latency that there is not.
  ])("who answers none is not the fastest, with %s as baseline", async (baseline, left) => {
    const dead = small.replace("users: {", "users: { deadline: 1ms,").replace("exponential(5ms)", "5ms");
    const text = `version: 1
title: Dead
run: { duration: 5s, replications: 12 }
variants: { base: small.yaml, dead: dead.yaml }
baseline: ${baseline}
tie: 1%
select: { by: mean, most: 20 }`;
    const { study: opened } = openStudy(
      "experiment.yaml",
      memoryFiles({ "small.yaml": small, "dead.yaml": dead, "experiment.yaml": text }),
      {},
    );
    const found = await runStudy(opened!, threads(1));
    expect(found.variants[1]!.all.latencyMs.mean.value).toBeNull();
    expect(found.selection?.left).toEqual(left);
  });
  it("asks what difference does not matter", async () =>
    expect(await study("select: { by: mean }").catch((e: Error) => e.message)).toContain("say with `tie`"));
});

it("another baseline is another sign", async () => {
  const run = "run: { duration: 5s, warm-up: 1s, replications: 3 }";
  const two = "variants: { base: small.yaml, slower: slower.yaml }";
  const of = async (baseline: string): Promise<Findings> => {
    const text = `version: 1\ntitle: Small\n${run}\n${two}\nbaseline: ${baseline}`;
    const { study: opened } = openStudy(
      "two.yaml",
      memoryFiles({
        "small.yaml": small,
        "slower.yaml": "extends: small.yaml\nparts: { web: { endpoints: { page: [{ cpu: exponential(6ms) }] } } }",
        "two.yaml": text,
      }),
      {},
    );
    return runStudy(opened!, threads(1));
  };
  const [one, other] = [await of("base"), await of("slower")];
  expect(differenceOf(one, "slower", "mean").difference.low).toBeCloseTo(
    -differenceOf(other, "base", "mean").difference.high!,
    9,
  );
});
