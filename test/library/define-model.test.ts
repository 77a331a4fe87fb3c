import { expect, expectTypeOf, it } from "vitest";
import { defineModel } from "../../src/library/define-model.js";
import type { ModelInput } from "../../src/model/language/model.js";
import { memoryFiles } from "../../src/model/source/index.js";
import { readModel } from "../../src/model/source/read-model.js";

const YAML = `
version: 1
traffic: { users: { rate: 10/s, to: web.page } }
parts:
  web: { type: service, threads: 4, endpoints: { page: [{ query: db.read }] } }
  db: { type: database, pool: { connections: 2 }, queries: { read: { time: exponential(3ms) } } }
`;
const model: ModelInput = {
  version: 1,
  traffic: { users: { rate: "10/s", to: "web.page" } },
  parts: {
    web: { type: "service", threads: 4, endpoints: { page: [{ query: "db.read" }] } },
    db: { type: "database", pool: { connections: 2 }, queries: { read: { time: "exponential(3ms)" } } },
  },
};

it("is what the same file would be", () => {
  expect(defineModel(model)).toEqual(readModel("model.yaml", memoryFiles({ "model.yaml": YAML })).model);
});

it("throws all mistakes at once, with the nearest word", () => {
  const wrong = { ...model, parts: { ...model.parts, web: { ...model.parts.web, threds: 3, instances: 0 } } };
  expect(() => defineModel(wrong)).toThrow(/"threds"[\s\S]*did you mean "threads"[\s\S]*at least 1[\s\S]*2 errors/);
});

it("knows in TypeScript what each type of part may say", () => {
  type Service = Extract<ModelInput["parts"][string], { type: "service" }>;
  type Database = Extract<ModelInput["parts"][string], { type: "database" }>;
  expectTypeOf<Service>().toHaveProperty("endpoints");
  expectTypeOf<Service>().not.toHaveProperty("queries");
  expectTypeOf<"round-robin" | "join-idle-queue">().toExtend<Service["balance"]>();
  expectTypeOf<{ sticky: string; first: "random" }>().toExtend<Service["balance"]>();
  expectTypeOf<"by-turns">().not.toExtend<Service["balance"]>();
  expectTypeOf<Database>().toHaveProperty("queries");
  // @ts-expect-error A host has cores.
  ({ type: "host" }) satisfies ModelInput["parts"][string];
  // @ts-expect-error A cache has no threads.
  ({ type: "cache", hit: "90%", time: "1ms", threads: 3 }) satisfies ModelInput["parts"][string];
});
