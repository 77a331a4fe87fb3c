/** Every verb that simulates keeps its runs: Ctrl-C, --resume, and a second time without simulating, to the same bytes. */
import { expect, it } from "vitest";
import { emptyFolder, fixture, headroom, unwrapped } from "./headroom.js";
import { interrupted } from "./interrupted.js";

const small = fixture("small.yaml");
const KEPT = ["--cache", "kept"];

it.each([
  ["ceiling", [small, "--duration", "40s", "--precision", "50%"], /of the first 4 runs are kept/],
  ["sweep", [small, "--duration", "120s", "--knob", "load=0.5,1,2"], /of 12 runs are kept/],
  ["next", [fixture("slow-query.yaml"), "--duration", "60s", "--replications", "4"], /of the first 4 runs are kept/],
  ["diff", [small, fixture("diff/faster.yaml"), "--duration", "120s"], /of 8 runs are kept/],
] as const)("%s", async (verb, flags, isKept) => {
  const folder = emptyFolder();
  const args = [verb, ...flags, "--threads", "2"];
  const stopped = await interrupted([...args, ...KEPT, "--json"], folder, "SIGINT");
  expect([stopped.code, stopped.stdout]).toEqual([130, ""]);
  expect(stopped.stderr).toMatch(/interrupted; \d+( of \d+)? runs are kept; go on with:\nnpx headroom .* --resume\n$/);

  const resumed = headroom([...args, ...KEPT, "--json", "--resume"], { cwd: folder });
  expect(resumed.stderr).toMatch(isKept);
  const truth = headroom([...args, "--no-cache", "--json"], { cwd: folder });
  expect([truth.stderr, resumed.stdout]).toEqual(["", truth.stdout]);

  const again = headroom([...args, ...KEPT, "--threads", "1"], { cwd: folder });
  if (verb !== "diff") expect(unwrapped(again.stdout)).toContain(": every run was kept from before");
  expect(again.code).toBe(truth.code);
});

it("a search that was never begun cannot be resumed", () => {
  const folder = emptyFolder();
  for (const args of [["ceiling"], ["sweep", "--knob", "load=1,2"], ["next"]]) {
    const { code, stdout, stderr } = headroom([...args, small, ...KEPT, "--resume"], { cwd: folder });
    expect([code, stdout]).toEqual([2, ""]);
    expect(unwrapped(stderr)).toContain("nothing to resume: no run of this study, seed and version is in kept");
  }
});

it("more threads than cores, or than runs, change nothing", () => {
  const json = (threads: string) =>
    headroom(["sweep", small, "--duration", "2s", "--knob", "load=1,2", "--threads", threads, "--json"], {
      cwd: emptyFolder(),
    }).stdout;
  const one = json("1");
  expect(one).toContain('"points"');
  expect(json("12")).toBe(one);
});
