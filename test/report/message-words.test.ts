/** What is said of messages that were published and never done. */
import { describe, expect, it } from "vitest";
import type { Estimate, Findings } from "../../src/analysis/findings/findings.js";
import { allQueues } from "../../src/charts/queue/queues.js";
import { runAnswer } from "../../src/report/run/answer.js";
import { messageWords } from "../../src/report/run/message-words.js";
import { remarks } from "../../src/report/run/remark-words.js";
import { terminal } from "../../src/report/run/terminal.js";
import { queueing } from "../charts/queues-fixture.js";
import { semiFinal } from "../charts/stages.js";

const study = queueing(semiFinal(), ["mails"]);
const one: Findings = { ...study, variants: study.variants.slice(0, 1) };
const exactly = (value: number | null): Estimate => ({ value, low: value, high: value });
const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
const measured = (findings: Findings, of: (variant: number) => Record<string, Estimate>): Findings => ({
  ...findings,
  variants: findings.variants.map((variant, i) => {
    const mails = variant.parts.mails!;
    return { ...variant, parts: { ...variant.parts, mails: { ...mails, measures: { ...mails.measures, ...of(i) } } } };
  }),
});
const wordsOf = (findings: Findings): string[] => messageWords(findings).map(plain);

describe("messages that were never done", () => {
  it("are not told where hardly any were lost", () => {
    expect(wordsOf(study)).toEqual([]);
    expect(wordsOf(measured(one, () => ({ expired: exactly(0.005) })))).toEqual([]);
  });

  it("are told by how they were lost, in the report and in the terminal", () => {
    const found = measured(one, () => ({ expired: exactly(0.34), undelivered: exactly(0.67) }));
    const said = [
      "Messages of mails that expired before a worker began with them: 34.0%.",
      "Messages of mails that a subscriber refused: 67.0%.",
    ];
    expect(wordsOf(found).map((each) => each.replace(/ ±.*(?=\.$)/, ""))).toEqual(said);
    expect([...runAnswer(found).why, ...remarks(found)].join(" ")).toContain("a subscriber refused"); // Once.
    expect(terminal(found, { colour: false }).replaceAll(/\s+/g, " ")).toContain("a subscriber refused");
  });

  it("are told of the worst three variants, and which others have some", () => {
    const [said] = wordsOf(measured(study, (i) => ({ parked: exactly((i + 1) / 10) })));
    expect(said).toMatch(
      /that were parked: 70\.0%.* \(stage 7\); 60\.0%.* \(stage 6\); 50\.0%.* \(stage 5\); less in stages 1–4\.$/,
    );
  });

  it("are told where an outbox held them, which its lag does not show", () => {
    const held = (oldest: number) =>
      measured(one, () => ({ publishingLagMs: exactly(100), oldestMsMax: exactly(oldest) }));
    expect(wordsOf(held(45_000))[0]).toMatch(/^Messages waited in mails to be published, at most: 45\.0 s/);
    expect(wordsOf(held(300))).toEqual([]);
  });

  it("are told where none was done, so that no time until done is known", () => {
    const stuck = measured(one, () => ({ failedMessages: exactly(null), completionMs: exactly(null) }));
    expect(wordsOf(stuck)).toEqual(["Within the time counted, no message of mails was done."]);
  });
});

it("a queue whose workers hold every message for a batch is no unused one", () => {
  const held = (openMs: number): Findings => {
    const found = measured(one, () => ({ failedMessages: exactly(null), oldestOpenMsMax: exactly(openMs) }));
    const variants = found.variants.map((variant) => {
      const queues = variant.overTime.queues!.map((each) => ({ ...each, depth: each.depth.map(() => 0) }));
      return { ...variant, overTime: { ...variant.overTime, queues } };
    });
    return { ...found, variants };
  };
  expect(allQueues(held(60_000)).map(({ part }) => part)).toEqual(["mails"]);
  expect(allQueues(held(0))).toEqual([]);
});
