import { z } from "zod";
import { Choose } from "../../components/steps/choose.js";
import { stepKind } from "../language/kinds.js";
import { percent } from "../language/values/index.js";

/** One of several lists of steps, at random. */
export const choose = stepKind({
  verb: "choose",
  alsoCalled: "switch branch one-of random choice",
  summary: "takes one of several ways by chance; the shares must add up to 100 %",
  examples: "- { choose: [{ share: 90%, steps: [{ cpu: 2ms }] }, { share: 10%, steps: [{ cpu: 30ms }] }] }",
  schema: (language) =>
    z.strictObject({
      choose: z
        .array(
          z.strictObject({
            share: percent().describe("How many of the requests go this way"),
            steps: z.lazy(() => language.steps).describe("What the requests do that go this way"),
          }),
        )
        .min(1)
        .refine(
          (ways) => Math.abs(ways.reduce((sum, way) => sum + way.share, 0) - 1) < 1e-6,
          "the shares must add up to 100%",
        )
        .describe("The ways; their shares add up to 100%"),
    }),
  effects: { choose: "known" },
  inside: (step) => step.choose.map(({ share, steps }, i) => ({ under: ["choose", i, "steps"], steps, times: share })),
  visits: () => null,
  write(site, step) {
    const stream = site.stream(`choose:${site.machine?.endpoint ?? "traffic"}`);
    const choice = new Choose(
      site.assembly.flow,
      stream,
      step.choose.map((way) => way.share),
    );
    site.program.branch(
      choice,
      step.choose.map((way) => () => site.write(way.steps)),
    );
  },
  check(sense, step) {
    return sense.either(
      step.choose.map(({ share, steps }, i) => [share, () => sense.steps(steps, ["choose", i, "steps"])] as const),
    );
  },
  outline(outline, step) {
    const ways = step.choose.map(({ share, steps }) => ({ share, body: outline.steps(steps) }));
    return [{ kind: "either", ways }];
  },
});
