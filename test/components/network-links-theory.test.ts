/** Links against closed forms: what loss costs on a reliable transport, shared bandwidth, connections that are kept. */
import { describe, expect, it } from "vitest";
import { exact, type OracleCase, run } from "../oracles/case.js";
import { disagreements } from "../oracles/disagreements.js";
import * as of from "../oracles/quantities.js";
import { smooth } from "../oracles/statistic.js";

const NARROW = { short: 0.02, long: 0.005 };

interface Shop {
  readonly link: string;
  readonly traffic?: string;
  readonly bytes?: string;
  readonly pay?: string;
  readonly time?: string;
}

const shop = ({ link, traffic = "rate: 100/s", bytes = "", pay = "", time = "5ms" }: Shop): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
links: { line: { between: [web, pay], ${link} } }
parts:
  web: { type: service, endpoints: { page: [{ call: pay.charge, ${bytes} }] } }
  pay: { type: service, ${pay} endpoints: { charge: [{ delay: ${time} }] } }`;

const LENGTH = { warmUp: 1, short: 60, long: 1000, replications: 20 };
const share = (name: string, which: string, part = "line") =>
  smooth(
    name,
    (m) => {
      const found = of.measure(m, part, which);
      if (found.kind !== "ratio") throw new Error(`${which} is no share`);
      return [found.part, found.whole];
    },
    of.ratio,
  );

const cases: readonly OracleCase[] = [
  {
    id: "loss",
    title: "lost with p = 10 % each time, a message is r·p ÷ (1 − 2p) late in the mean: 1.25 ms of r = 10 ms, each way",
    runs: { lossy: run(shop({ link: "loss: 10%, resend: 10ms, give-up: 10min" }), LENGTH) },
    checks: [
      exact("mean", 0.005 + 2 * 0.00125, of.meanSojourn("lossy"), NARROW),
      exact("resent", 0.1, share("lossy", "resent"), NARROW),
      exact("failed", 0, of.failedShare("lossy")),
    ],
  },
  {
    id: "give-up",
    title: "given up after 70 ms, what is lost four times fails: p⁴ each way; the rest is late by its truncated mean",
    runs: { lossy: run(shop({ link: "loss: 50%, resend: 10ms, give-up: 70ms" }), { ...LENGTH, coolDown: 2 }) },
    checks: [
      exact("failed", 1 - (1 - 1 / 16) ** 2, of.failedShare("lossy"), NARROW),
      exact("mean", 0.005 + 2 * 0.01 * (2 / (15 / 16) - 1), of.meanSojourn("lossy"), NARROW),
    ],
  },
  {
    id: "bandwidth",
    title: "answers share the bandwidth: M/G/1-PS, E S ÷ (1 − ρ) whatever the sizes are, and x ÷ (1 − ρ) of size x",
    runs: {
      exponential: run(
        shop({
          link: "bandwidth: 1MB/s",
          traffic: "rate: 70/s",
          bytes: "bytes: { answers: exponential(10KB) }",
          time: "0ms",
        }),
        { ...LENGTH, warmUp: 5 },
      ),
      constant: run(
        shop({ link: "bandwidth: 1MB/s", traffic: "rate: 70/s", bytes: "bytes: { answers: 10KB }", time: "0ms" }),
        { ...LENGTH, warmUp: 5 },
      ),
      network: run(
        shop({
          link: "time: 0ms",
          traffic: "rate: 140/s",
          bytes: "bytes: { asks: 10KB }",
          time: "0ms",
          pay: "instances: 2, balance: random, network: { bandwidth: 1MB/s },",
        }),
        { ...LENGTH, warmUp: 5 },
      ),
    },
    checks: [
      exact("mean of exponential sizes", 0.01 / 0.3, of.meanSojourn("exponential")),
      exact("mean of equal sizes", 0.01 / 0.3, of.meanSojourn("constant")),
      exact("utilisation", 0.7, of.utilisation("exponential", "line.to web"), NARROW),
      exact("mean over the network of each instance", 0.01 / 0.3, of.meanSojourn("network")),
      exact("its utilisation", 0.7, of.utilisation("network", "pay.network in"), NARROW),
    ],
  },
  {
    id: "kept",
    title: "a connection is kept for k: who asks after an exponential pause of mean θ sets one up with e^(−k ÷ θ)",
    runs: {
      user: run(shop({ link: "connect: { time: 80ms, keep: 1s }", traffic: "users: 1, think: exponential(1s)" }), {
        warmUp: 10,
        short: 600,
        long: 10_000,
        replications: 20,
      }),
      open: run(shop({ link: "connect: { time: 0ms, keep: 20ms }", traffic: "rate: 50/s", time: "0ms" }), LENGTH),
    },
    checks: [
      exact("set up by a user's requests", Math.exp(-1), share("user", "setUps"), NARROW),
      exact("mean", 0.005 + 0.08 * Math.exp(-1), of.meanSojourn("user"), NARROW),
      exact("set up by Poisson arrivals", Math.exp(-1), share("open", "setUps"), NARROW),
    ],
  },
];

describe("links", () => {
  for (const oracle of cases)
    it(`${oracle.id}: ${oracle.title}`, ({ task }) => expect(disagreements(oracle, "short", task)).toEqual([]));
});
