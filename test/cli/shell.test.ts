/** Commands that the program prints mean, in a shell, the words that they were made of. */

import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { programAt, quoted } from "../../src/cli/kit/shell.js";
import { commandLines } from "../../src/report/kit/command-lines.js";
import { columns } from "../../src/text/width.js";
import { emptyFolder, fixture, headroom, shell } from "./headroom.js";

const word = fc.oneof(
  fc.constantFrom(
    "",
    "a b",
    "two  spaces",
    "it's",
    "$(rm -rf x)",
    "`x`",
    "a\\",
    "*",
    "~",
    "é",
    '"',
    "!",
    "--x=1",
    "&&",
  ),
  fc.string({ unit: "grapheme-ascii", maxLength: 12 }).map((text) => text.replace(/[^\x20-\x7e]/g, "")),
);

it("every word comes back, also from a command that is broken into lines", () => {
  const commands = fc.sample(fc.array(word, { minLength: 1, maxLength: 30 }), { numRuns: 100, seed: 1 });
  const printed = commands.map((words) => commandLines("printf '%s\\n'", words.map(quoted).join(" ")));
  for (const line of printed.flat()) expect(columns(line)).toBeLessThanOrEqual(80);
  const { stdout, stderr } = shell(printed.map((lines) => lines.join("\n")).join("\necho .\n"));
  expect(stderr).toBe("");
  expect(stdout).toBe(commands.map((words) => `${words.join("\n")}\n`).join(".\n"));
});

const SHORT = "--duration 1s --warm-up 0s --replications 2 --threads 1".split(" ");

it("a suggested command can be copied, whatever the files are called", () => {
  const folder = emptyFolder();
  const file = join(folder, "it's  mine, $HOME & more.yaml");
  copyFileSync(fixture("small.yaml"), file);
  const { stdout } = headroom(["run", file, ...SHORT, "--out", join(folder, "out here")]);
  expect(stdout).toMatch(/\(open\s+report\.html\)/);
  const [name] = readdirSync(join(folder, "out here"));
  const report = join(folder, "out here", name!, "report.html");
  expect(shell(`grep -o '<pre class="command">.*</pre>' ${quoted(report)}`).stdout).toContain(
    String.raw`/it'\''s  mine, $HOME &amp; more.yaml'`,
  );
  const other = headroom(["diff", file, fixture("missed.yaml"), ...SHORT, "--no-ceiling"], { cwd: folder });
  const [, next] = /^Next[\s\S]*?npx ((?:.*\\\n)*.*)$/m.exec(other.stdout)!;
  const again = shell(`${next!.replace("--replications 20", "--replications 3")} --verbose`).stdout;
  expect(again).toContain("3 replications");
});

it("names the package where npx fetched it, since another may be called headroom", () => {
  expect(programAt("/home/me/.npm/_npx/4f2a/node_modules/.bin/headroom")).toBe("npx headroom-sim");
  expect(programAt("/home/me/shop/node_modules/.bin/headroom")).toBe("npx headroom");
});
