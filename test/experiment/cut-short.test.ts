/** Why runs were cut short, in words: where it happens, and what to write. */
import { expect, it } from "vitest";
import { cutShortWords } from "../../src/experiment/findings/cut-short.js";
import type { TimeStoodStill } from "../../src/model/wiring/measurements.js";
import { modelOf } from "../simulate.js";

const model = modelOf(`
version: 1
traffic: { people: { users: 5, think: 0ms, to: web.page }, robots: { rate: 9/s, to: web.feed } }
parts: { web: { type: service, endpoints: { page: [{ delay: 1ms }], feed: [{ delay: 1ms }] } } }`);
const full = { cause: "queue-full", part: "mails" };

const words = (seen: Partial<TimeStoodStill>): string =>
  cutShortWords(
    { why: "time stands still", atMs: 1500, steps: 41e6, asked: [], inside: [], failures: [], ...seen },
    model,
  );

it("where it happens is named, and what to write", () => {
  expect(words({ asked: ["web.page"], failures: [full] })).toBe(
    "time stands still 1.5s from the start, after 41 million steps without any time passing: web.page is asked, refused by mails (queue-full) and asked again at once: give traffic.people a time to think, such as `think: 100ms`",
  );
  expect(words({ asked: ["web.page"] })).toContain("asked, answered and asked again at once: give traffic.people");
  expect(words({ asked: ["web.feed"], failures: [full] })).toContain(
    "requests for web.feed arrive without time between them: lower the rate of traffic.robots",
  );
  expect(words({ inside: ["web.feed"], failures: [full] })).toContain(
    "requests of web.feed are refused by mails (queue-full) over and over, without a pause: give the retry a backoff",
  );
  expect(words({ inside: ["web.feed"] })).toContain("a request of web.feed repeats steps that take no time");
  expect(words({ atMs: 0 })).toContain("at the start");
});

it("a full system is another thing", () =>
  expect(cutShortWords({ why: "the system is full" }, model)).toContain("more than four million requests"));
