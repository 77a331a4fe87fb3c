/** Colour is judged by the environment and the stream; a reader that goes away is no error. */
import { describe, expect, it } from "vitest";
import { emptyFolder, fixture, headroom, shell } from "./headroom.js";

const ESCAPE = "\u001b[";

describe("colour", () => {
  const mistakes = (env: Record<string, string>): string =>
    headroom(["check", fixture("mistaken.yaml")], { env }).stderr;

  it("there is none without a terminal", () => expect(mistakes({})).not.toContain(ESCAPE));
  it("FORCE_COLOR asks for it, of both streams", () => {
    expect(mistakes({ FORCE_COLOR: "1" })).toContain(ESCAPE);
    const run = headroom(["run", fixture("small.yaml"), "--duration", "1s", "--threads", "1"], {
      cwd: emptyFolder(),
      env: { FORCE_COLOR: "1" },
    });
    expect(run.stdout).toContain(ESCAPE);
    expect(run.stderr).toBe(""); // Nor is there a progress bar, which only a terminal shows.
  });
  it("FORCE_COLOR=0 does not", () => expect(mistakes({ FORCE_COLOR: "0" })).not.toContain(ESCAPE));
  it("NO_COLOR is stronger", () => expect(mistakes({ FORCE_COLOR: "1", NO_COLOR: "1" })).not.toContain(ESCAPE));
  it("data has none, whatever is asked for", () =>
    expect(headroom(["check", fixture("small.yaml"), "--json"], { env: { FORCE_COLOR: "1" } }).stdout).not.toContain(
      ESCAPE,
    ));
});

describe("a reader that goes away", () => {
  for (const line of [
    "headroom schema | head -1",
    "headroom schema | true",
    `headroom check ${fixture("experiment.yaml")} --json | head -c 1`,
  ])
    it(line.replace(/\/\S*\//, ""), () => {
      const { stderr } = shell(line);
      expect(stderr).toBe("");
    });
});
