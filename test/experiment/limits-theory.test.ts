/** What theory says of limits, against their own runs. */
import { expect, it } from "vitest";
import { variantOf } from "./study.js";

const shop = (rate: string, call: string, pay: string, work: string): string => `
version: 1
traffic: { users: { to: web.page, rate: ${rate} } }
parts:
  web: { type: service, endpoints: { page: [{ call: pay.charge, ${call} }] } }
  pay: { type: service, ${pay} endpoints: { charge: [{ delay: ${work} }] } }
run: { duration: 3min, warm-up: 20s, replications: 8, seed: limits-2 }
`;

async function saidOf(text: string): Promise<string[]> {
  const { theory } = await variantOf(text);
  for (const { agrees, quantity, expected, deviation, reason } of theory)
    if (quantity !== "") expect(agrees, `${quantity}: ${expected}, off by ${deviation}, ${reason}`).toBe(true);
  return theory.map(
    ({ part, resource, form, quantity, reason }) => `${part} ${resource ?? ""}: ${form}, ${quantity || reason}`,
  );
}

it("a bulkhead that refuses is Erlang's loss system", async () => {
  const said = await saidOf(shop("40/s", "limit: { concurrent: 5 }", "", "exponential(100ms)"));
  expect(said).toEqual(["web limit of pay.charge: M/M/5/5, utilisation", "web limit of pay.charge: M/M/5/5, refusals"]);
});

it("one at which requests wait is M/M/c", async () => {
  const said = await saidOf(shop("160/s", "limit: { concurrent: 4, over: waits }", "", "exponential(20ms)"));
  expect(said).toEqual([
    "web limit of pay.charge: utilisation law, utilisation",
    "web limit of pay.charge: M/M/4, mean wait",
    "web limit of pay.charge: M/M/4, p99 wait",
    "web.page : M/M/4, mean latency",
  ]);
});

it("a token bucket of one is M/D/1, of which only the wait is in the latency", async () => {
  const said = await saidOf(shop("80/s", "", "limit: { rate: 100/s, burst: 1, over: waits },", "5ms"));
  expect(said).toEqual([
    "pay limit: utilisation law, utilisation",
    "pay limit: M/D/1, mean wait",
    "pay limit: M/D/1, p99 wait",
    "web.page : M/D/1, mean latency",
  ]);
});

it("no closed form is claimed for a burst, for a bucket that refuses, nor for a limit that adapts", async () => {
  const claims = (said: readonly string[]) => said.filter((each) => /wait|latency|share/.test(each));
  for (const limit of ["rate: 100/s, over: waits", "rate: 100/s, burst: 1", "concurrent: { adapts: aimd }"]) {
    const { theory } = await variantOf(shop("80/s", "", `limit: { ${limit} },`, "5ms"));
    const firm = theory.filter(({ agrees, quantity }) => agrees !== null && quantity !== "utilisation");
    expect(claims(firm.map(({ quantity }) => quantity)), limit).toEqual([]);
  }
});
