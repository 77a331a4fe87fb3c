/** Colour is judged by the environment and the stream; a reader that goes away is no error. */
import { describe, expect, it } from "vitest";
import { emptyFolder, fixture, headroom, shell } from "./headroom.js";

const ESCAPE = "\u001b[";

describe("colour", () => {
  const colours = (env: Record<string, string>): boolean => {
    const { stdout } = headroom(["run", fixture("small.yaml"), "--duration", "2s", "--threads", "1"], {
      cwd: emptyFolder(),
      env,
    });
    return stdout.includes(ESCAPE);
  };
  it("there is none without a terminal", () => expect(colours({})).toBe(false));
  it("FORCE_COLOR asks for it", () => expect(colours({ FORCE_COLOR: "1" })).toBe(true));
  it("FORCE_COLOR=0 does not", () => expect(colours({ FORCE_COLOR: "0" })).toBe(false));
  it("NO_COLOR is stronger", () => expect(colours({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false));
  it("diagnostics follow the same rules", () => {
    const stderr = (env: Record<string, string>) => headroom(["check", fixture("mistaken.yaml")], { env }).stderr;
    expect(stderr({ FORCE_COLOR: "1" })).toContain(ESCAPE);
    expect(stderr({ NO_COLOR: "1" })).not.toContain(ESCAPE);
  });
  it("data has none, whatever is asked for", () =>
    expect(headroom(["check", fixture("small.yaml"), "--json"], { env: { FORCE_COLOR: "1" } }).stdout).not.toContain(
      ESCAPE,
    ));
});

it("no progress bar where nobody watches it", () => {
  const { stderr } = headroom(["run", fixture("small.yaml"), "--duration", "2s"], { cwd: emptyFolder() });
  expect(stderr).toBe("");
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
