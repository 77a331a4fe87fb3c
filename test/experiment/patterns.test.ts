/** What the field says, as experiments: each is run as it is written, and every claim that it makes holds. */
import { existsSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";
import { runStudy } from "../../src/experiment/execute/run-study.js";
import { threads } from "../../src/experiment/execute/threads.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { render } from "../../src/model/source/index.js";
import { nodeFiles } from "../../src/model/source/node-files.js";
import { expectOneScreen } from "../one-screen.js";

const FOLDER = "experiments/patterns";
const files = (existsSync(FOLDER) ? readdirSync(FOLDER) : []).filter((file) => file.endsWith(".yaml"));

it("there are some", () => expect(files.length).toBeGreaterThan(0));

it.each(files)(
  "%s",
  async (file) => {
    const { study, diagnostics, textOf } = openStudy(`${FOLDER}/${file}`, nodeFiles, {});
    if (study === null) throw new Error(render(diagnostics, textOf, { color: false, width: 120 }));
    expect(study.question).not.toBeNull();
    expect(study.notes.length).toBeGreaterThan(0);
    expect(study.claims.length).toBeGreaterThan(1);
    const findings = await runStudy(study, threads(1));
    const { claims, variants } = findings;
    expect(claims.filter(({ verdict }) => verdict !== "met")).toEqual([]);
    for (const { audit } of variants) expect(audit.failures).toEqual([]);
    expectOneScreen(findings);
  },
  120_000,
);
