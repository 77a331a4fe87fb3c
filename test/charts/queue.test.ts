/** Queues over time: what the title says of them, and which are drawn. */
import { describe, expect, it } from "vitest";
import type { Findings, VariantFindings } from "../../src/analysis/findings/findings.js";
import { charts } from "../../src/charts/index.js";
import { queueCaption } from "../../src/charts/queue/caption.js";
import { queuesIn } from "../../src/charts/queue/queues.js";
import { queueing } from "./queues-fixture.js";
import { semiFinal } from "./stages.js";

const CHART = charts.find(({ name }) => name === "queue")!;
const study = semiFinal();
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const title = (findings: Findings) => plain(queueCaption(findings).title);
const only = (...indexes: number[]): Findings => ({ ...study, variants: indexes.map((i) => study.variants[i]!) });
const changed = (findings: Findings, change: (variant: VariantFindings) => Partial<VariantFindings>): Findings => ({
  ...findings,
  variants: findings.variants.map((variant) => ({ ...variant, ...change(variant) })),
});

it("stands where there is a queue of messages, and nowhere else", () => {
  expect(CHART.applies(study)).toBe(false);
  expect(CHART.applies(queueing(study))).toBe(true);
});

const AFTER = "after “penalty shoot-out”";

describe("the title", () => {
  it.each([
    ["one variant", only(0), ["mails"], `mails: at most 3,400 messages wait, drained 11.3 min ${AFTER}`],
    [
      "one that drains, and one that does not within the window",
      only(5, 6),
      ["mails"],
      `mails: at most 5,100 messages wait in “A queue that levels the writes”, not drained 13.0 min ${AFTER}; ` +
        "at most 3,400 messages wait in “Four instances behind a balancer”, drained 11.3 min after it",
    ],
    [
      "seven variants",
      study,
      ["mails"],
      `mails: at most 5,100 messages wait in “The database on its own machine”, not drained 13.0 min ${AFTER}; at most 850 messages wait in “A queue that levels the writes”, drained 113 s after it`,
    ],
    [
      "a second queue that is idle",
      only(0),
      ["mails", "exports"],
      `mails: at most 3,400 messages wait, drained 11.3 min ${AFTER}`,
    ],
    [
      "a second queue that is shorter",
      only(0),
      ["mails", "exports", "pictures"],
      `mails: at most 3,400 messages wait, drained 11.3 min ${AFTER}; pictures at most 1,700`,
    ],
    ["queues in which hardly anything waits", { ...only(0), spike: null }, ["mails"], "mails: hardly a message waits"],
    ["no variant at all", { ...study, variants: [] }, ["mails"], "There is no queue of messages"],
  ])("of %s", (_, findings, queues, expected) => expect(title(queueing(findings, queues))).toBe(expected));

  it("of two that drain says both times", () => {
    const three = queueing(only(0, 1, 2), ["mails"]);
    expect(title({ ...three, variants: [three.variants[0]!, three.variants[2]!] })).toBe(
      `mails: at most 3,400 messages wait in “Everything on one machine” and 2,550 in “A connection pool with a timeout”, drained 11.3 min and 437 s ${AFTER}`,
    );
  });

  it("of a queue that only fills up says so, and by how much", () => {
    const none = { value: null, low: null, high: null, reason: "no steady state" };
    const drift = { verdict: "growing", growthPerSecond: none } as const;
    const filling = changed(queueing(only(0), ["mails"]), ({ overTime, parts }) => ({
      drift,
      overTime: {
        ...overTime,
        queues: overTime.queues!.map((each) => ({ ...each, depth: each.depth.map((_, bin) => 120 * bin) })),
      },
      parts: { ...parts, mails: { ...parts.mails!, queueLength: none } },
    }));
    expect(title(filling)).toBe("mails: fills up by 2.00 messages a second");
  });
});

it("leaves out the queue of a variant that publishes nothing there", () => {
  const none = { value: null, low: null, high: null };
  const both = queueing({ ...only(0, 1), spike: null }, ["mails"]);
  const [first, second] = both.variants;
  const { mails } = second!.parts;
  const unused = { ...mails!, measures: { ...mails!.measures, failedMessages: none } };
  const findings = { ...both, variants: [first!, { ...second!, parts: { mails: unused } }] };
  expect(queuesIn(findings).map(({ lines }) => lines.map(({ variant }) => variant))).toEqual([[0]]);
});

it("draws seven of many variants, those with the longest queues, and says how many are left out", () => {
  const many = queueing({ ...study, variants: [0, 1, 2, 3, 4, 5, 6, 0, 1].map((i) => study.variants[i]!) }, ["mails"]);
  expect(queuesIn(many)[0]!.lines.map(({ variant }) => variant)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(queueCaption(many).subtitle).toContain("Left out, with the shortest queues: two stages of mails.");
});
