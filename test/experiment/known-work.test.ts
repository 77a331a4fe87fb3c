/** Of which models the mean work is known beforehand. */
import { expect, it } from "vitest";
import { hasKnownWork } from "../../src/experiment/findings/controls.js";
import { modelOf } from "../simulate.js";

const model = (traffic: string, web: string, step: string, cache = "hit: 50%"): string => `
version: 1
traffic: { t: { rate: 10/s, to: web.a${traffic} } }
parts:
  web: { type: service, threads: 4, ${web} endpoints: { a: [{ cpu: 1ms }, { get: c, miss: [${step}] }] } }
  c: { type: cache, ${cache} }
  db: { type: database, cores: 2, pool: { connections: 4 }, queries: { q: { time: 5ms } } }
  box: { type: host, cores: 2 }
`;
const plain = (...words: Parameters<typeof model>): boolean => hasKnownWork(modelOf(model(...words)));

it("a pool, a cache by chance, a choice and a queue are plain", () =>
  expect(plain("", "queue: 5, cores: 2,", "{ choose: [{ share: 100%, steps: [{ query: db.q }] }] }")).toBe(true));

it.each([
  ["breakdowns", plain("", "breakdowns: { up: 1h, down: 1min },", "")],
  ["breakdowns whose work goes on", plain("", "cores: 2, breakdowns: { up: 1h, down: 1min, work: resumes },", "")],
  ["cold starts", plain("", "cold-start: { time: 1s },", "")],
  ["keys", plain("", "", "", "keys: { count: 9 }")],
  ["batches", plain(", batch: 2", "", "")],
  ["a timeout of the traffic", plain(", timeout: 1s", "", "")],
  ["a timeout of a step", plain("", "", "{ query: db.q, timeout: 1s }")],
  ["rounds", plain("", "", "{ repeat: 2, steps: [] }")],
  ["failures", plain("", "", "{ fail: 1% }")],
  ["parallel", plain("", "", "{ parallel: [{ steps: [] }] }")],
])("%s are not", (_, isIt) => expect(isIt).toBe(false));

it("breakdowns of a host are not", () =>
  expect(
    hasKnownWork(
      modelOf(model("", "", "").replace("host, cores: 2", "host, cores: 2, breakdowns: { up: 1h, down: 1s }")),
    ),
  ).toBe(false));
