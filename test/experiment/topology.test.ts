/** The picture of a model as data: every part once, every question that a step asks an edge. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { topology } from "../../src/analysis/findings/topology-findings.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import { topologyOf } from "../../src/experiment/topology/of-model.js";
import { topologyInRun } from "../../src/experiment/topology/of-run.js";
import { defineModel } from "../../src/library/define-model.js";
import { partKindOf } from "../../src/model/language/catalogue.js";
import { hopsOf } from "../../src/model/risks/hops.js";
import { nodeFiles } from "../../src/model/source/node-files.js";

const folders = ["models/patterns", "models/shop", "models/planted"];
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .map((file) => `${folder}/${file}`),
);
const modelIn = (file: string) => openStudy(file, nodeFiles, {}).study!.variants[0]!.model;

describe("of every shipped model", () => {
  const all = files.map((file) => [file, modelIn(file)] as const);

  it.each(all)("%s: each source and part stands there once, and each call", (_, model) => {
    const found = topologyOf(model);
    expect(topology.parse(found)).toEqual(found);
    expect(found.nodes.map(({ name }) => name)).toEqual([...Object.keys(model.traffic), ...Object.keys(model.parts)]);
    const edges = new Set(found.edges.map(({ from, to }) => `${from} → ${to}`));
    expect(edges.size).toBeGreaterThan(0);
    for (const { from, part } of hopsOf(model)) {
      const options = model.parts[part];
      const { through = part } = partKindOf(options)!.drawn(options as never, model);
      expect(edges).toContain(`${from.split(".")[0]} → ${through}`);
    }
  });

  it("the rates are those that the steps say", () => {
    const { edges } = topologyOf(modelIn("models/patterns/orders-outbox.yaml"));
    expect(edges.map(({ from, to, kind, perSecond }) => `${from} ${kind} ${to} ${perSecond}`)).toEqual([
      "shoppers call web 200",
      "web query shop-db 200",
      "web message outbox 200",
      "outbox query shop-db null", // How often it polls in vain, only a run can tell.
      "facts message mails 200",
      "facts message search 200",
      "outbox message facts 200",
    ]);
  });

  it("nothing comes to what is never asked, whatever fractions add up to", () => {
    const { edges, nodes } = topologyOf(modelIn("models/patterns/two-regions.yaml"));
    const far = edges.find(({ from, to }) => from === "front-eu" && to === "shop-us");
    expect(far).toMatchObject({ perSecond: 0, link: "ocean" });
    expect(nodes.find(({ name }) => name === "ocean")).toMatchObject({
      between: ["eu", "us"],
      facts: ["45ms each way"],
    });
    expect(nodes.find(({ name }) => name === "front-us")).toMatchObject({ region: "us" });
  });
});

it("modules stand in the service that calls them, and what is on a host in the host", () => {
  const inside = (file: string) =>
    Object.fromEntries(
      topologyOf(modelIn(file)).nodes.flatMap((node) => (node.inside ? [[node.name, node.inside]] : [])),
    );
  expect(inside("models/patterns/domains.yaml")).toEqual({ catalogue: "shop", prices: "shop", orders: "shop" });
  expect(inside("models/shop/1-one-machine.yaml")).toEqual({ web: "box", "shop-db": "box" });
});

it("what is asked of a database behind a pooler goes through that", () => {
  const { edges } = topologyOf(
    defineModel({
      version: 1,
      traffic: { users: { rate: "10/s", to: "web.page" } },
      parts: {
        web: { type: "service", endpoints: { page: [{ query: "db.read" }] } },
        pgbouncer: { type: "pooler", connections: 20 },
        db: { type: "database", through: "pgbouncer", queries: { read: { time: "2ms" } } },
      },
    }),
  );
  expect(edges.map(({ from, to, what, perSecond }) => `${from} → ${to} ${what} ${perSecond}`)).toEqual([
    "users → web page 10",
    "web → pgbouncer read 10",
    "pgbouncer → db read 10",
  ]);
});

it("a topic hands on to each subscriber the share that concerns it", () => {
  const { edges } = topologyOf(
    defineModel({
      version: 1,
      traffic: { users: { rate: "10/s", to: "web.page" } },
      parts: {
        web: { type: "service", endpoints: { page: [{ publish: "facts" }] } },
        facts: { type: "topic", to: { mails: "20%", search: "100%" } },
        mails: { type: "work-queue", steps: [{ delay: "1ms" }] },
        search: { type: "work-queue", steps: [{ delay: "1ms" }] },
      },
    }),
  );
  const handed = edges.filter(({ from }) => from === "facts").map(({ to, perSecond }) => `${to} ${perSecond}`);
  expect(handed).toEqual(["mails 2", "search 10"]);
});

describe("after a run", () => {
  const model = defineModel({
    version: 1,
    traffic: { users: { users: 5, think: "1s", to: "web.page" } },
    parts: {
      web: { type: "service", cores: 1, endpoints: { page: [{ cpu: "1ms" }, { query: "db.read" }] } },
      db: { type: "database", queries: { read: { time: "2ms" } } },
    },
  });
  const seen = (utilisation: readonly number[], isSteady: boolean) =>
    topologyInRun(model, {
      endpoints: { "web.page": { offeredLoad: { value: 4, low: 4, high: 4 } } },
      parts: { web: { busiest: null } },
      overTime: { resources: [{ part: "web", resource: "cores", utilisation, queueLength: [7, 8] }] },
      saturation: [{ part: "web", resource: "cores", atMs: 9, peakUtilisation: 1 }],
      isSteady,
    } as never);

  it("users who wait ask as often as they were answered", () => {
    expect(topologyOf(model).edges.map(({ perSecond }) => perSecond)).toEqual([null, null]);
    expect(seen([1, 1], true).edges.map(({ perSecond }) => perSecond)).toEqual([4, 4]);
  });

  it("a moment in which something was full by chance is none that gives, where the load stays", () => {
    const webOf = (utilisation: readonly number[], isSteady: boolean) => seen(utilisation, isSteady).nodes[1];
    expect(webOf([1, 0.5], true)).not.toHaveProperty("gives");
    expect(webOf([0.5, 1], true)).toHaveProperty("gives", { resource: "cores", rank: 1 });
    expect(webOf([0.96, 0.5], false)).toMatchObject({
      gives: { resource: "cores", rank: 1, atMs: 9 },
      use: { resource: "cores", share: 0.96, queue: 7 },
    });
  });
});
