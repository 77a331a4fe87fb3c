/** Work without end at one instant ends every verb in the same way, soon, and it is the model that is to blame. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { DIST, emptyFolder, fixture, headroom, type Ran, unwrapped } from "./headroom.js";

const file = fixture("endless-instant.yaml");

function expectEnd({ code, stdout, stderr }: Ran, steps: string): void {
  expect(unwrapped(stderr)).toContain(`time stands still 10ms from the start, after ${steps} steps`);
  expect(unwrapped(stderr)).toContain(
    "web.page is asked, refused by mails (queue-full) and asked again at once: give traffic.users a time to think",
  );
  expect(unwrapped(stderr)).not.toContain("bug in headroom");
  expect([code, stdout]).toEqual([3, ""]);
}

it("run", () => expectEnd(headroom(["run", file, "--threads", "1"], { cwd: emptyFolder() }), "41 million"));

/** The same program elsewhere, which waits for a tenth of the steps. */
function lessPatient(): string {
  const folder = emptyFolder();
  cpSync(DIST, folder, { recursive: true, filter: (path) => !/types|code/.test(path) });
  for (const name of readdirSync(folder).filter((name) => /\.c?js$/.test(name))) {
    const text = readFileSync(join(folder, name), "utf8");
    writeFileSync(join(folder, name), text.replace(/allowed:4e7,eachRequest:\d+/, "allowed:4e6,eachRequest:20"));
  }
  return join(folder, "cli/main.js");
}

it.each([
  ["diff", [file, file]],
  ["ceiling", [file]],
  ["sweep", [file, "--knob", "traffic.users.users=40,50"]],
  ["next", [file]],
])("%s", (verb, flags) => {
  const options = { cwd: emptyFolder(), main: lessPatient(), env: { NODE_PATH: resolve("node_modules") } };
  expectEnd(headroom([verb, ...flags, "--threads", "1"], options), "5 million");
});
