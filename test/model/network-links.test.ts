/** Links between parts and regions: by hand what they cost, which one counts, and what is said of mistakes. */
import { describe, expect, it } from "vitest";
import { proposedChanges } from "../../src/model/changes/propose.js";
import { checkSense } from "../../src/model/check/check-sense.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";
import { failures, latencies, measure, modelOf, requests, resource, simulate } from "../simulate.js";

/** Requests 100 ms apart; web asks pay, which takes 5 ms, and a database, which takes 5 ms. */
const shop = (more: string, page = "{ call: pay.charge }", pay = "", n = 3): string => `
version: 1
traffic: { users: { ${requests(n, 100)}, to: web.page } }
${more}
parts:
  web: { type: service, endpoints: { page: [${page}] } }
  pay: { type: service, ${pay === "" ? "" : `network: ${pay}, `}endpoints: { charge: [{ delay: 5ms }] } }
  db: { type: database, pool: { connections: 1 }, queries: { read: { time: 5ms } } }
  seen: { type: cache, hit: 100%, time: 1ms }
  mails: { type: work-queue, workers: 9, steps: [{ delay: 1ms }] }`;

const run = (...args: Parameters<typeof shop>) => simulate(shop(...args), { durationMs: 2000, binMs: 100 });
const took = (...args: Parameters<typeof shop>) => latencies(run(...args), "web.page");

describe("time on the way", () => {
  it("is paid each way, whichever end asks, and adds to the network of who is asked", () => {
    expect(took("links: { a: { between: [web, pay], time: 10ms } }")).toEqual([25, 25, 25]);
    expect(took("links: { a: { between: [pay, web], time: 10ms } }")).toEqual([25, 25, 25]);
    expect(took("links: { a: { between: [web, pay], time: 10ms } }", undefined, "1ms")).toEqual([27, 27, 27]);
    expect(took("", undefined, "{ time: 1ms }")).toEqual([7, 7, 7]);
  });
  it.each([
    ["{ query: db.read }", 25],
    ["{ get: seen, miss: [] }", 21],
    ["{ publish: mails }", 20],
    ["{ transaction: db, steps: [{ query: db.read }, { query: db.read }] }", 50],
  ])("of %s too", (page, ms) =>
    expect(
      took("regions: { eu: [web], us: [db, seen, mails] }\nlinks: { a: { between: [eu, us], time: 10ms } }", page),
    ).toEqual([ms, ms, ms]),
  );
  it("is from users too, and adds up over a chain", () => {
    const links = "{ a: { between: [users, web], time: 20ms }, b: { between: [web, pay], time: 10ms } }";
    expect(took(`links: ${links}`)).toEqual([65, 65, 65]);
  });
  it("holds the connection of a pool", () => {
    const page = "{ parallel: [{ steps: [{ query: db.read }] }, { steps: [{ query: db.read }] }] }";
    expect(took("links: { a: { between: [web, db], time: 10ms } }", page)).toEqual([50, 50, 50]);
  });
});

it("takes the most exact link: a pair, then a part and a region, then two regions", () => {
  const regions = "regions: { eu: [web], us: [pay] }";
  const all = [
    "a: { between: [eu, us], time: 10ms }",
    "b: { between: [web, us], time: 20ms }",
    "c: { between: [web, pay], time: 30ms }",
  ];
  const times = [1, 2, 3].map((n) => took(`${regions}\nlinks: { ${all.slice(0, n).join(", ")} }`)[0]);
  expect(times).toEqual([25, 45, 65]);
});

describe("bytes", () => {
  const links = "links: { a: { between: [web, pay], bandwidth: 1MB/s } }";
  it("take their time each way", () =>
    expect(took(links, "{ call: pay.charge, bytes: { asks: 10KB, answers: 20KB } }")).toEqual([35, 35, 35]));
  it("share each direction", () => {
    const two =
      "{ parallel: [{ steps: [{ call: pay.charge, bytes: { answers: 20KB } }] }, { steps: [{ call: pay.charge, bytes: { answers: 20KB } }] }] }";
    expect(took(links, two)).toEqual([45, 45, 45]);
    const both =
      "{ parallel: [{ steps: [{ call: pay.charge, bytes: { asks: 20KB } }] }, { steps: [{ call: pay.charge, bytes: { answers: 20KB } }] }] }";
    expect(took(links, both)).toEqual([25, 25, 25]);
  });
  it("of a query's answer cross the link, while its connection is held", () => {
    const text = shop(
      "links: { a: { between: [db, web], bandwidth: 1MB/s } }",
      "{ parallel: [{ steps: [{ query: db.read }] }, { steps: [{ query: db.read }] }] }",
    ).replace("time: 5ms } }", "time: 5ms, bytes: 20KB } }");
    const measured = simulate(text, { durationMs: 2000 });
    expect(latencies(measured, "web.page")).toEqual([50, 50, 50]);
    expect(resource(measured, "a", "to web").busy).toBeCloseTo((6 * 20) / 2000, 9);
    expect(resource(measured, "a", "to db").busy).toBe(0);
  });
});

describe("connections", () => {
  const kept = (keep: string) => `links: { a: { between: [web, pay], connect: { time: 20ms, keep: ${keep} } } }`;
  it("are set up by the first call, and kept for so long", () => {
    expect(took(kept("80ms"))).toEqual([5, 25, 25]); // Idle for 75 ms, then for 95 ms.
    expect(took(kept("74ms"))).toEqual([25, 25, 25]);
    expect(took(kept("1min"))).toEqual([5, 5, 25]);
    expect(measure(run(kept("1min")), "a", "setUps")).toBe(1 / 3);
  });
  it("are one for each call at a time, and closed by a call that fails", () => {
    const two = "{ parallel: [{ steps: [{ call: pay.charge }] }, { steps: [{ call: pay.charge }] }] }";
    expect(measure(run(kept("1min"), two), "a", "setUps")).toBe(2 / 6);
    const stopped = "{ call: pay.charge, deadline: 22ms, fallback: continue }";
    expect(measure(run(kept("1min"), stopped), "a", "setUps")).toBe(1);
  });
  it("take round trips of the link's time: two, or as many as said", () => {
    expect(took("links: { a: { between: [web, pay], time: 1ms, connect: { keep: 1min } } }")).toEqual([7, 7, 11]);
    expect(took("links: { a: { between: [web, pay], time: 1ms, connect: { round-trips: 3 } } }")).toEqual([7, 7, 13]);
  });
  it("of users are always set up", () =>
    expect(took("links: { a: { between: [users, web], connect: 20ms } }")).toEqual([25, 25, 25]));
});

it("gives up what is lost again and again", () => {
  const lossy = run("links: { a: { between: [web, pay], loss: 99%, resend: 10ms, give-up: 30ms } }", undefined, "", 10);
  expect(failures(lossy, "web.page")).toEqual({ "no-answer a": 10 });
});

it("parts links from others by the region in a timeline", () => {
  const cut = "timeline: { cut: { at: 150ms, for: 100ms, link: [eu, us], apart: true, give-up: 50ms } }";
  const apart = run(`regions: { eu: [web], us: [pay] }\nlinks: { a: { between: [eu, us], time: 1ms } }\n${cut}`);
  expect(failures(apart, "web.page")).toEqual({ "no-answer pay": 1 });
});

it("changes by a timeline", () => {
  const set = "timeline: { farther: { at: 150ms, set: { a.time: 10ms } } }";
  expect(took(`links: { a: { between: [web, pay], time: 1ms } }\n${set}`)).toEqual([7, 25, 25]);
});

it("becomes another, but neither comes nor goes", () => {
  const links = "links: { a: { between: [web, pay], time: 1ms } }";
  const becomes = (what: string) => `timeline: { later: { at: 150ms, becomes: { links: ${what} } } }`;
  expect(took(`${links}\n${becomes("{ a: { time: 10ms } }")}`)).toEqual([7, 25, 25]);
  for (const what of ["{ a: null }", "{ b: { between: [web, db], time: 1ms } }"]) {
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(`${links}\n${becomes(what)}`) }));
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    expect(errors).toEqual(["a link cannot come or go while the system runs"]);
  }
});

it("of twice the bandwidth is proposed, in the words of a file", () => {
  const text = shop(
    "links: { a: { between: [web, pay], bandwidth: 1MB/s } }",
    "{ call: pay.charge, bytes: { answers: 9KB } }",
  );
  const change = proposedChanges(readModel("m.yaml", memoryFiles({ "m.yaml": text }))).find(
    ({ treats }) => treats === "narrow link",
  );
  expect(change).toMatchObject({
    overlay: { links: { a: { bandwidth: "2MB/s" } } },
    relieves: [
      { part: "a", resource: "to pay" },
      { part: "a", resource: "to web" },
    ],
  });
});

it("is laid over by name", () => {
  const text = shop("links: { a: { between: [web, pay], time: 10ms } }");
  const files = { "base.yaml": text, "model.yaml": "extends: base.yaml\nlinks: { a: { time: 20ms } }" };
  const { model } = readModel("model.yaml", memoryFiles(files));
  expect(model!.parts.a).toMatchObject({ between: ["web", "pay"], time: { value: 20 } });
});

it("tells the load of each direction", () => {
  const page = "{ call: pay.charge, bytes: { asks: 10KB, answers: 40KB } }";
  const { loads } = checkSense(
    modelOf(shop("links: { a: { between: [web, pay], bandwidth: 1MB/s } }", page)),
    () => null,
  );
  expect(
    loads.filter(({ part }) => part === "a").map(({ resource, busy }) => [resource, Math.round(busy * 1000) / 1000]),
  ).toEqual([
    ["to pay", 0.1],
    ["to web", 0.4],
  ]);
});

describe("mistakes and what does nothing", () => {
  const said = (more: string, page?: string): string[] => {
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(more, page) }));
    return diagnostics
      .map(({ message, hint }) => (hint === undefined ? message : `${message}; ${hint}`))
      .filter((each) => /"a"|link|region|does nothing|bytes|lies|"wep"|"eu"|part too|among|round-trips/.test(each));
  };
  it.each([
    [
      "links: { a: { between: [wep, pay], time: 1ms } }",
      'there is no part, source or region "wep"; did you mean "web"?',
    ],
    [
      "links: { a: { between: [pay, db], time: 1ms } }",
      "nothing goes over it: no request goes between pay and db, or a more exact link lies between all that do",
    ],
    [
      "links: { a: { between: [web, pay], time: 1ms }, b: { between: [pay, web], time: 1ms } }",
      '"a" lies between the same two; make them one',
    ],
    [
      "links: { a: { between: [web, pay], bandwidth: 1MB/s } }",
      "`bandwidth` does nothing here: no call over it says how many `bytes` it has",
    ],
    [
      "links: { a: { between: [web, pay], connect: { round-trips: 2 } } }",
      "`connect` does nothing here: round trips of no `time` take none",
    ],
    [
      "links: { a: { between: [web, pay], connect: { time: 2ms, round-trips: 2 } } }",
      "give either a `time` or `round-trips`",
    ],
    ["links: { a: { between: [web, pay], time: 1ms, resend: 1s } }", "`resend` does nothing here: nothing is lost"],
    ["links: { pay: { between: [web, pay], time: 1ms } }", '"pay" is a part too; give one of them another name'],
    ["regions: { eu: [web] }", 'no link leads to the region "eu"; it lies at no distance from others'],
    [
      "regions: { eu: [wep] }\nlinks: { a: { between: [web, pay], time: 1ms } }",
      'there is no part or source "wep"; did you mean "web"?',
    ],
    [
      "regions: { eu: [web], us: [web, pay] }\nlinks: { a: { between: [eu, us], time: 1ms } }",
      '"web" is in eu already; a part is in one region',
    ],
  ])("%s", (more, message) =>
    expect(said(more, message.includes("databases") ? "{ query: db.read }" : undefined)).toContain(message),
  );
  it("stands in its own section", () => {
    const text = shop("", "{ delay: 1ms }").replace(
      "parts:",
      "parts:\n  a: { type: network-link, between: [web, pay] }",
    );
    const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": text }));
    expect(diagnostics.map(({ message }) => message)).toEqual(["write it under `links`, without a `type`"]);
  });
});

it("is parted by its own name, and only then", () => {
  const cut = "timeline: { cut: { at: 150ms, for: 100ms, link: a, apart: true, give-up: 50ms } }";
  const links = "links: { a: { between: [web, pay], time: 1ms }, b: { between: [web, db], time: 1ms } }";
  expect(failures(run(`${links}\n${cut}`), "web.page")).toEqual({ "no-answer pay": 1 });
  expect(failures(run(`${links}\n${cut}`, "{ query: db.read }"), "web.page")).toEqual({});
  const { diagnostics } = readModel("m.yaml", memoryFiles({ "m.yaml": shop(cut) }));
  expect(diagnostics.map(({ message }) => message)).toEqual(['there is no link "a"']);
});
