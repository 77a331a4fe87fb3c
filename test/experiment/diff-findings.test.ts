/** What a diff says where the proposal asks for something else, or of other traffic. */
import { expect, it } from "vitest";
import type { DiffFindings } from "../../src/analysis/findings/diff-findings.js";
import { diffFindings } from "../../src/experiment/diff/diff-findings.js";
import { openDiff } from "../../src/experiment/diff/open-diff.js";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { memoryFiles } from "../../src/model/source/index.js";

const BASE = `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts: { web: { type: service, endpoints: { page: [{ delay: 5ms }] } } }
objectives: { latency: [mean < 6ms] }
run: { duration: 20s, warm-up: 0s, replications: 3 }
`;

async function diffOf(proposal: string): Promise<DiffFindings> {
  const files = memoryFiles({ "base.yaml": BASE, "proposal.yaml": proposal });
  const { diff } = openDiff("base.yaml", "proposal.yaml", files, {}, 0.02);
  return diffFindings(diff!, await runStudy(diff!.study, threads(1)), null);
}

it("what only the base asked for is shown, and decides nothing", async () => {
  const { objectives, base, proposal, why } = await diffOf(
    BASE.replace("delay: 5ms", "delay: 7ms").replace("mean < 6ms", "mean < 9ms"),
  );
  expect(objectives.map(({ expression, asked, verdict }) => [expression, asked, verdict])).toEqual([
    ["mean < 9ms", "proposal", "met"],
    ["mean < 6ms", "base", "regressed"],
  ]);
  expect([base.verdict, proposal.verdict]).toEqual(["met", "met"]);
  expect(why.join()).not.toContain("met before");
});

it("the goodput of other traffic is more or less, and neither better nor worse", async () => {
  const goodput = async (rate: string) =>
    (await diffOf(BASE.replace("100/s", rate))).metrics.find(({ metric }) => metric === "goodput");
  expect(await goodput("150/s")).toMatchObject({ verdict: "more", beyondTolerance: false });
  expect(await goodput("50/s")).toMatchObject({ verdict: "less", beyondTolerance: false });
});

it("what should really happen decides too, though no user notices", async () => {
  const queued = (attempts: string): string => `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ delay: 5ms }, { publish: mails }] } }
  mails: { type: work-queue, workers: 4, ${attempts} steps: [{ fail: 20% }, { effect: sent }] }
effects: { sent: { for: web.page, within: 1min } }
run: { duration: 20s, warm-up: 0s, replications: 3 }
`;
  const files = memoryFiles({ "base.yaml": queued("attempts: 9,"), "proposal.yaml": queued("") });
  const { diff } = openDiff("base.yaml", "proposal.yaml", files, {}, 0.02);
  const { verdict, why, metrics } = diffFindings(diff!, await runStudy(diff!.study, threads(1)), null);
  expect(metrics.map(({ metric }) => metric).slice(-4)).toEqual([
    "lost of sent",
    "late of sent",
    "twice of sent",
    "uncalled-for of sent",
  ]);
  expect(verdict).toBe("regression");
  expect(why.join()).toMatch(/worse beyond the tolerance: lost of sent/);
});

it("tells beside the verdict what becomes of messages that no objective names", async () => {
  const queued = (more: string, objectives = ""): string => `version: 1
traffic: { users: { rate: 100/s, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [{ delay: 5ms }, { publish: mails }] } }
  mails: { type: work-queue, workers: 4, steps: [{ delay: exponential(${more}) }] }
${objectives}
run: { duration: 60s, warm-up: 5s, replications: 6 }
`;
  const between = async (base: string, proposal: string) => {
    const files = memoryFiles({ "base.yaml": base, "proposal.yaml": proposal });
    const { diff } = openDiff("base.yaml", "proposal.yaml", files, {}, 0.02);
    return diffFindings(diff!, await runStudy(diff!.study, threads(1)), null);
  };
  const slower = await between(queued("10ms"), queued("30ms"));
  expect(slower.verdict).toBe("no difference"); // No request waits for it.
  expect(slower.notes.join(" ")).toMatch(
    /No objective names mails, whose messages take longer, 1\d\d ms .* instead of 4\d/,
  );
  expect((await between(queued("10ms"), queued("10ms"))).notes).toEqual([]);
  const asked = 'objectives: { "completion{mails}": [p(99) < 1s] }';
  expect((await between(queued("10ms", asked), queued("30ms", asked))).notes.join()).not.toContain("mails");
});
