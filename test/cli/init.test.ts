/** `headroom init`, as a process: from a few answers to an answer about one's own system. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { emptyFolder, filesIn, fixture, headroom, unwrapped, widest } from "./headroom.js";

it("a few flags become files that check calls valid and run answers", () => {
  const cwd = emptyFolder();
  const made = headroom(["init", "--peak", "12k/min", "--p50", "20ms", "--p99", "120ms", "--nodes", "2"], { cwd });
  expect([made.code, made.stderr]).toEqual([0, ""]);
  expect(unwrapped(made.stdout)).toMatch(
    /At 200\/s it has p50 (19|20)[.\d]*ms and p99 1[12]\d[.\d]*ms; asked were 20ms and 120ms/,
  );
  expect(made.stdout).toMatch(/--cores +4 +matters much/);
  expect(made.stdout.trimEnd().split("\n").at(-1)).toBe("Next: npx headroom run headroom/experiment.yaml");
  expect(widest(made.stdout)).toBeLessThanOrEqual(80);
  expect(readdirSync(join(cwd, "headroom")).sort()).toEqual([
    ".headroom",
    "experiment.yaml",
    "model.yaml",
    "proposal.yaml",
  ]);
  for (const file of ["model.yaml", "proposal.yaml", "experiment.yaml"]) {
    const { code, stderr } = headroom(["check", `headroom/${file}`], { cwd });
    expect([file, code, stderr]).toEqual([file, 0, ""]);
    const [modeline = ""] = readFileSync(join(cwd, "headroom", file), "utf8").split("\n");
    const [, schema = ""] = /^# yaml-language-server: \$schema=(\S+)$/.exec(modeline) ?? [];
    expect(JSON.parse(readFileSync(join(cwd, "headroom", schema), "utf8"))).toHaveProperty("$schema");
  }
  const ran = headroom(["run", "headroom/experiment.yaml"], { cwd });
  expect([0, 99], ran.stdout).toContain(ran.code);
  const again = headroom(["init", "--peak", "100/s"], { cwd });
  expect(again.code).toBe(2);
  expect(unwrapped(again.stderr)).toContain("headroom already has model.yaml, experiment.yaml, proposal.yaml");
  expect(headroom(["init", "--peak", "100/s", "--force"], { cwd }).code).toBe(0);
  expect(readFileSync(join(cwd, "headroom/model.yaml"), "utf8")).toContain("rate: 100/s");
});

it("all that cannot be is told at once, and nothing is written", () => {
  const cwd = emptyFolder();
  const flags = ["--peak", "lots", "--p50", "-3ms", "--nodes", "2.5", "--shape", "pol,one-machine", "--errors", "70%"];
  const { code, stdout, stderr } = headroom(["init", ...flags], { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  for (const said of [
    "--peak lots",
    "--p50 -3ms",
    "--nodes 2.5",
    'did you mean "pool"?',
    "--errors 70%: must be at most 50%",
  ])
    expect(unwrapped(stderr)).toContain(said);
  expect(filesIn(cwd)).toEqual({});
  expect(existsSync(join(cwd, "headroom"))).toBe(false);
});

it("what contradicts itself is told in numbers", () => {
  const said = (...flags: string[]) => unwrapped(headroom(["init", ...flags], { cwd: emptyFolder() }).stderr);
  expect(said("--p50", "20ms", "--p99", "10ms")).toContain("--p99 10ms is less than --p50 20ms");
  expect(said("--busy", "90%", "--nodes", "8", "--peak", "100/s", "--p50", "20ms", "--p99", "60ms")).toMatch(
    /--busy 90% of 32 cores at 100\/s is 288ms of work for each request, but an answer takes 22\.4ms on average/,
  );
  expect(said("--shape", "one-machine,replicas", "--nodes", "3")).toMatch(
    /"one-machine" and "replicas" cannot both be.*--nodes 3 is not one machine/,
  );
});

it("--from: what was read, what was not, and what no recording tells; unpacked, and run in seconds", () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "access.log.gz"), gzipSync(readFileSync(fixture("nasa-1995.log"))));
  const { code, stdout, stderr } = headroom(["init", "--from", "access.log.gz", "--cores", "2", "mine"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  const said = unwrapped(stdout);
  expect(said).toContain("Read access.log.gz as access log (Common or Combined): 76 requests.");
  expect(said).toContain("4 of its lines could not be read, and are left out.");
  expect(said).toContain('39: no [time] and "request": /sts-71/sts-71-patch-small.gif HTTP/1.0" 200 12054');
  expect(said).toMatch(/tells no durations.*No recording tells cores.*--p50 40ms matters much/);
  expect(widest(stdout)).toBeLessThanOrEqual(80);
  expect(readFileSync(join(cwd, "mine/traffic.csv"), "utf8")).toMatch(/^time,requests\n1995-08-01T00:00:01,1\n/);
  const model = readFileSync(join(cwd, "mine/model.yaml"), "utf8");
  expect(model).toContain("cores: 2 # Of each: your answer.");
  expect(model).toMatch(/web\.static: \d+/);
  expect(headroom(["check", "mine/experiment.yaml"], { cwd })).toMatchObject({ code: 0, stderr: "" });
  expect([0, 3, 99]).toContain(headroom(["run", "mine/experiment.yaml"], { cwd }).code); // 3: 76 requests tell no p99.
});

it("--from: a summary of k6, and files that are none", () => {
  const cwd = emptyFolder();
  const trend = { med: 40, "p(95)": 120, "p(99)": 200 };
  const summary = { metrics: { http_reqs: { count: 9000, rate: 150 }, http_req_duration: trend } };
  writeFileSync(join(cwd, "k6.json"), JSON.stringify(summary));
  const { code, stdout } = headroom(["init", "--from", "k6.json", "--nodes", "2"], { cwd });
  expect(code).toBe(0);
  expect(unwrapped(stdout)).toMatch(/At 150\/s it has p50 \S+ and p99 \S+; asked were 40ms and 200ms/);
  writeFileSync(join(cwd, "novel.txt"), "It was a dark and stormy night.\n");
  const wrong = headroom(["init", "--from", "novel.txt", "--peak", "lots", "other"], { cwd });
  expect(wrong.code).toBe(2);
  expect(unwrapped(wrong.stderr)).toMatch(/--peak lots.*novel\.txt is in no format that is known/);
  expect(unwrapped(headroom(["init", "--from", "none.log", "x"], { cwd }).stderr)).toContain(
    'there is no file "none.log"',
  );
});
