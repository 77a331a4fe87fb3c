/** What a run says first is about what is missed, and about what came. */
import { expect, it } from "vitest";
import { runAnswer } from "../../src/report/run/answer.js";
import { findingsOf } from "../experiment/study.js";

const model = (rate: string, steps: string, objectives: string, run = "{ duration: 60s, replications: 4 }"): string => `
version: 1
traffic: { users: { rate: ${rate}, to: web.page } }
parts:
  web: { type: service, threads: 50, cores: 1, endpoints: { page: [${steps}] } }
objectives: ${objectives}
run: ${run}
`;
const answerOf = async (text: string) => runAnswer(await findingsOf(text), (verb) => `headroom ${verb}`);

it("where only errors are missed, tells what fails, and not where time goes", async () => {
  const { verdict, why, next } = await answerOf(
    model("40/s", "{ cpu: 5ms }, { fail: 2% }", "{ errors: [rate < 0.1%] }"),
  );
  expect(verdict).toMatch(/misses its objectives: errors are [\d.]+%.*, asked was < 0\.1%/);
  expect(why.join(" ")).toMatch(/^Requests fail at web \(failed\) in 2(\.\d)?% of all cases\./);
  expect(next?.command).toBe("headroom next");
});

it("also fewer than one in a hundred", async () => {
  const { why } = await answerOf(model("40/s", "{ cpu: 5ms }, { fail: 0.6% }", "{ errors: [rate < 0.1%] }"));
  expect(why.join(" ")).toMatch(/^Requests fail at web \(failed\) in 0\.\d+% of all cases\./);
});

it("without a request nothing is known, and no interval can be narrowed", async () => {
  const { verdict, why, next } = await answerOf(model("0/s", "{ cpu: 5ms }", "{ latency: [p(99) < 300ms] }"));
  expect(verdict).toMatch(/^No request came to .*, so nothing is known of it\.$/);
  expect(why.join(" ")).not.toMatch(/full|bottleneck|work itself/);
  expect(next).toEqual({ words: expect.stringContaining("how many requests come"), command: null });
});

it("what is full for a small part of the time is no bottleneck", async () => {
  const of = async (rate: string) =>
    (
      await answerOf(
        model(rate, "{ cpu: exponential(10ms) }", "{ latency: [p(99) < 30ms] }", "{ duration: 20s, replications: 4 }"),
      )
    ).why.join(" ");
  expect(await of("80/s")).toMatch(/^Short at times: web cores are \d\d% busy, and full [1-9]% of the time\./);
  expect(await of("92/s")).toMatch(/^The bottleneck: web cores are/);
});
