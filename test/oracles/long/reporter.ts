/** Collects the rows of all files, prints the table, and writes it to output/oracles.md. */
import { mkdirSync, writeFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";
import type { Row } from "../judge.js";

export default class OracleReporter implements Reporter {
  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const rows: Row[] = modules.flatMap((module) =>
      [...module.children.allTests()].flatMap((test) => test.meta().oracles ?? []),
    );
    if (rows.length === 0) return;
    const { report } = await import("./report.js"); // Not before the sources are compiled.
    const text = report(rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)));
    console.log(text);
    mkdirSync("output", { recursive: true });
    writeFileSync("output/oracles.md", `# Oracles, the long run\n\n\`\`\`\n${text}\n\`\`\`\n`);
  }
}
