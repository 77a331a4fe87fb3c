/** Whatever is answered, the files that `init` writes are valid, and are about what was answered. */
import fc from "fast-check";
import { expect, it } from "vitest";
import "../../properties.js";
import type { Given } from "../../../src/experiment/init/asked.js";
import { makeProject } from "../../../src/experiment/init/project.js";
import { settle } from "../../../src/experiment/init/settled.js";
import { SHAPES } from "../../../src/experiment/init/shapes.js";
import { openStudy } from "../../../src/experiment/plan/open-study.js";
import { memoryFiles } from "../../../src/model/source/index.js";

const files = async (given: Given, name = "A system"): Promise<Readonly<Record<string, string>>> => {
  const { settled, mistakes } = settle(given, null);
  expect(mistakes).toEqual([]);
  const asked = { settled: settled!, name, command: "headroom init", rounds: 0 };
  return (await makeProject(asked, async () => "{}\n")).files;
};

const complaints = (path: string, texts: Readonly<Record<string, string>>): string[] => {
  const { study, diagnostics } = openStudy(path, memoryFiles(texts), {});
  const said = diagnostics.map(({ severity, message }) => `${severity}: ${message}`);
  return study === null ? ["no study", ...said] : said;
};

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const answers: fc.Arbitrary<Given> = fc
  .record({
    shape: maybe(fc.uniqueArray(fc.constantFrom(...Object.keys(SHAPES)), { minLength: 1 })),
    peak: maybe(fc.double({ min: 0.001, max: 100_000, noNaN: true })),
    p50: maybe(fc.double({ min: 0.05, max: 600_000, noNaN: true })),
    times: maybe(fc.double({ min: 1, max: 100, noNaN: true })),
    nodes: maybe(fc.integer({ min: 1, max: 1000 })),
    cores: maybe(fc.integer({ min: 1, max: 512 })),
    busy: maybe(fc.double({ min: 0.01, max: 0.97, noNaN: true })),
    threads: maybe(fc.integer({ min: 1, max: 100_000 })),
    pool: maybe(fc.integer({ min: 1, max: 10_000 })),
    dbCores: maybe(fc.integer({ min: 1, max: 512 })),
    writes: maybe(fc.double({ min: 0, max: 1, noNaN: true })),
    errors: maybe(fc.double({ min: 0, max: 0.5, noNaN: true })),
  })
  .map(({ times, ...rest }) => ({
    ...rest,
    p99: times === undefined || rest.p50 === undefined ? undefined : times * rest.p50,
  })) as fc.Arbitrary<Given>;

it("a model, an experiment and a proposal without mistakes", () =>
  fc.assert(
    fc.asyncProperty(answers, async (given) => {
      fc.pre(settle(given, null).settled !== null);
      const texts = await files(given);
      const { study } = openStudy("experiment.yaml", memoryFiles(texts), {}); // Of the model and the proposal.
      expect(study, `${complaints("experiment.yaml", texts).join("\n")}\n${JSON.stringify(texts)}`).not.toBeNull();
    }),
    { numRuns: 25 },
  ));

for (const shape of Object.keys(SHAPES))
  it(`nothing to remark on a model with ${shape}`, async () => {
    const texts = await files({ shape: [shape], peak: 100, p50: 20, p99: 100 });
    expect(complaints("model.yaml", texts)).toEqual([]);
    expect(complaints("proposal.yaml", texts)).toEqual([]);
  });

it("a name cannot end the line that it stands in", async () => {
  const name = `"x": [1]\nparts: {} # \u0000\u001b[31m\u2028'`;
  const texts = await files({ peak: 10 }, name);
  expect(complaints("model.yaml", texts)).toEqual([]);
  expect(complaints("experiment.yaml", texts).filter((said) => said.startsWith("error"))).toEqual([]);
});
