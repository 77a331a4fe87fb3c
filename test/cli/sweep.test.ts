/** `headroom sweep`: what it writes, and what it refuses. */
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { expect, it } from "vitest";
import { sweepSchema } from "../../src/analysis/findings/sweep-findings.js";
import { tornadoSchema } from "../../src/analysis/findings/tornado-findings.js";
import { emptyFolder, filesIn, fixture, headroom, unwrapped, widest } from "./headroom.js";

const SHORT = ["--duration", "3s", "--replications", "2", "--threads", "1"];

it("one knob: a table, a chart and the data, in the file's folder", () => {
  const folder = emptyFolder();
  const { code, stdout } = headroom(["sweep", fixture("small.yaml"), "--knob", "load=0.5,1,4", ...SHORT], {
    cwd: folder,
  });
  expect([code, unwrapped(stdout)]).toEqual([
    0,
    expect.stringMatching(/^“A small shop” meets its objectives at load ×0\.5 to ×1/),
  ]);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  const files = filesIn(folder);
  expect(Object.keys(files).sort()).toEqual(["sweep.json", "sweep.svg"]);
  expect(sweepSchema.parse(JSON.parse(files["sweep.json"])).points).toHaveLength(3);
});

it("--figure: in the table, the data and the title instead of p50 and p99", () => {
  const folder = emptyFolder();
  const figures = ["p50 of web.page", "queue max of db pool", "errors of web.page"].flatMap((name) => [
    "--figure",
    name,
  ]);
  const { code, stdout } = headroom(["sweep", fixture("small.yaml"), "--knob", "load=1,2", ...figures, ...SHORT], {
    cwd: folder,
  });
  expect([code, unwrapped(stdout)]).toEqual([
    0,
    expect.stringMatching(/^“A small shop”: over load, p50 of web\.page is .* at ×1 and/),
  ]);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  expect(stdout).not.toContain("p99 ");
  const { points } = sweepSchema.parse(JSON.parse(filesIn(folder)["sweep.json"]!));
  expect(points.map(({ figures: found }) => Object.keys(found!))).toEqual(
    Array(2).fill(["p50 of web.page", "queue max of db pool", "errors of web.page"]),
  );
});

it("--html: one page with the picture, and the command that makes it again", () => {
  const folder = emptyFolder();
  const args = [
    "sweep",
    fixture("small.yaml"),
    "--knob",
    "load=0.5,1,4",
    ...SHORT,
    "--html",
    join(folder, "p/page.html"),
  ];
  const { code, stdout } = headroom(args, { cwd: folder });
  expect([code, unwrapped(stdout)]).toEqual([0, expect.stringMatching(/sweep\.svg, .*p\/page\.html/)]);
  const { document } = new JSDOM(filesIn(join(folder, "p"))["page.html"]).window;
  expect(document.querySelector("#chart-sweep svg")).not.toBeNull();
  expect(document.querySelector("#again pre")?.textContent).toBe(
    `npx headroom sweep ${fixture("small.yaml")} --knob load=0.5,1,4 --seed fixture --replications 2 --duration 3s`,
  );
});

it("--tornado --json prints what it writes", () => {
  const folder = emptyFolder();
  const { code, stdout } = headroom(["sweep", fixture("small.yaml"), "--tornado", "--json", ...SHORT], { cwd: folder });
  expect([code, stdout]).toEqual([0, filesIn(folder)["tornado.json"]]);
  expect(tornadoSchema.parse(JSON.parse(stdout)).guesses[0].path).toBe("db.queries.read.time");
});

it.each([
  [[], /give one or two knobs/],
  [["--knob", "load=1..2", "--tornado"], /or else --tornado/],
  [["--knob", "web.threads"], /write it as web\.threads=4\.\.32/],
  [["--knob", "web.threads=0,1"], /web\.threads = 0: must be at least 1/],
  [["--knob", "load=1..2", "--figure", "p99 of wbe.page"], /no endpoint "wbe\.page": did you mean web\.page\?/],
  [["--tornado", "--figure", "p99", "--figure", "p50"], /give one --figure/],
  [["--knob", "wbe.threads=1..2"], /did you mean "web"\?/],
])("%s is wrong usage", (args, message) => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = headroom(["sweep", fixture("small.yaml"), ...args], { cwd: folder });
  expect([code, stdout, filesIn(folder)]).toEqual([2, "", {}]);
  expect(unwrapped(stderr)).toMatch(message);
});
