import { describe, expect, it } from "vitest";
import { labelsOf } from "../../src/experiment/plan/grid.js";
import { openStudy } from "../../src/experiment/plan/open-study.js";
import type { Model } from "../../src/model/language/model.js";
import { memoryFiles, sorted } from "../../src/model/source/index.js";
import { studyOf } from "./study.js";

const MODEL = `version: 1
name: Now
description: As it is
traffic: { users: { rate: 10/s, mix: { web.read: 60%, web.write: 30%, web.list: 10% } } }
parts:
  web:
    type: service
    instances: 1
    threads: 8
    endpoints:
      read: [{ delay: 1ms }]
      write: [{ name: store, delay: 2ms }]
      list: [{ delay: 3ms }]
`;

const files = (experiment: string) => ({
  "experiments/x.yaml": `version: 1\ntitle: x\n${experiment}`,
  "models/now.yaml": MODEL,
});
const study = (experiment: string) => studyOf(files(experiment), "experiments/x.yaml");
const webOf = ({ parts }: Model) => parts.web as unknown as Record<string, unknown>;
const names = (experiment: string) => study(experiment).variants.map(({ name }) => name);
const mixes = (experiment: string) => study(experiment).variants.map(({ model }) => model.traffic.users?.mix);

/** `file:line:column: message` of every error. */
function complaints(experiment: string): string[] {
  const { diagnostics } = openStudy("experiments/x.yaml", memoryFiles(files(experiment)), {});
  return sorted(diagnostics).flatMap(({ severity, location, message, hint }) => {
    const place = location === null ? "" : `${location.file.split("/").at(-1)}:${location.line}:${location.column}: `;
    return severity === "error" ? [`${place}${message}${hint === undefined ? "" : ` · ${hint}`}`] : [];
  });
}

describe("inline variants", () => {
  const more = "{ extends: ../models/now.yaml, parts: { web: { instances: 3 } } }";

  it("stand in the experiment and are relative to it", () => {
    const { variants } = study(`variants: { now: ../models/now.yaml, more web: ${more} }`);
    expect(variants.map(({ name }) => name)).toEqual(["now", "more web"]);
    expect(variants.map(({ model }) => webOf(model).instances)).toEqual([1, 3]);
    expect(variants[1]?.file).toBe("experiments/x.yaml");
    expect(variants[1]?.model.description).toBeUndefined();
  });

  it("edit steps", () => {
    const edit = "{ web.write: { change: { store: { delay: 9ms } } } }";
    const { variants } = study(`variants: { slow: { extends: ../models/now.yaml, edit: ${edit} } }`);
    expect(variants[0]?.model.parts.web).toMatchObject({ endpoints: { write: [{ delay: { value: 9 } }] } });
  });

  it("names are names, in the order they are written", () => {
    expect(names(`variants: { 90: ../models/now.yaml, 1 s: ${more}, "drei Wörter · ½": ${more}, 7: ${more} }`)).toEqual(
      ["90", "1 s", "drei Wörter · ½", "7"],
    );
  });

  it.each([
    [
      "variants: { a: { extends: ../models/nwo.yaml } }",
      'x.yaml:3:27: there is no file "models/nwo.yaml" · did you mean "now.yaml"?',
    ],
    [
      "variants: { a: { extends: ../models/now.yaml, parts: { web: { instnaces: 3 } } } }",
      'x.yaml:3:63: unknown key "instnaces" · did you mean "instances"?',
    ],
    [
      "variants: { a: { extends: ../models/now.yaml, edit: { web.write: { remove: [stroe] } } } }",
      'x.yaml:3:77: web.write has no step "stroe" · did you mean "store"?',
    ],
    ['variants: { "a{b}": ../models/now.yaml }', "x.yaml:3:13: a variant's name has no { } and stands on one line"],
    ["variants: { a: 3 }", "x.yaml:3:16: expected a model file or an overlay"],
  ])("%s", (experiment, complaint) => expect(complaints(experiment)).toEqual([complaint]));
});

describe("a grid", () => {
  const base = "base: ../models/now.yaml";

  it("every combination is a variant, named by its values", () => {
    const grid = `${base}\nover: { web.instances: [1, 2], "mix of users: web.read": [20%, 80%] }`;
    expect(names(grid)).toEqual([
      "instances 1 · read 20%",
      "instances 1 · read 80%",
      "instances 2 · read 20%",
      "instances 2 · read 80%",
    ]);
    expect(study(grid).variants.map(({ model }) => webOf(model).instances)).toEqual([1, 1, 2, 2]);
  });

  it("other shares of a mix scale", () => {
    expect(mixes(`${base}\nover: { "mix of users: web.read": [20%, 100%] }`)).toEqual([
      { "web.read": 0.2, "web.write": expect.closeTo(0.6, 9), "web.list": expect.closeTo(0.2, 9) },
      { "web.read": 1, "web.write": 0, "web.list": 0 },
    ]);
    expect(
      mixes(`${base}\nover: { users.mix.web.read: [20%] }\nover-together: { users.mix.web.write: [70%] }`),
    ).toEqual([{ "web.read": 0.2, "web.write": 0.7, "web.list": expect.closeTo(0.1, 9) }]);
  });

  it("lists that go together are one axis", () => {
    const together = "over-together: { web.instances: [1, 2], web.threads: [8, 4] }";
    expect(names(`${base}\n${together}`)).toEqual(["instances 1 · threads 8", "instances 2 · threads 4"]);
    expect(names(`${base}\nover: { users.rate: [1/s, 2/s] }\n${together}`)).toEqual([
      "users 1/s · instances 1 · threads 8",
      "users 1/s · instances 2 · threads 4",
      "users 2/s · instances 1 · threads 8",
      "users 2/s · instances 2 · threads 4",
    ]);
  });

  it("of each variant, where there are several", () => {
    const two =
      "variants: { a: ../models/now.yaml, b: { extends: ../models/now.yaml, parts: { web: { threads: 2 } } } }";
    const grid = study(`${two}\nover: { web.instances: [1, 2] }\nclaims: ["p99{b · instances 2} < 1s"]`);
    expect(grid.variants.map(({ name }) => name)).toEqual([
      "a · instances 1",
      "a · instances 2",
      "b · instances 1",
      "b · instances 2",
    ]);
    expect(grid.variants.map(({ model }) => webOf(model).threads)).toEqual([8, 8, 2, 2]);
  });

  const two = "variants: { a: ../models/now.yaml, b: { extends: ../models/now.yaml, parts: { web: { threads: 2 } } } }";
  const over = "over: { web.instances: [1, 2], users.rate: [3/s, 4/s] }";
  const together = "over-together: { web.threads: [8, 4], web.cores: [1, 2] }";
  /** "variant < baseline", and after it what both share. */
  const compared = (experiment: string): string[] => {
    const { variants, baselines } = study(experiment);
    return baselines.flatMap((against, i) => {
      if (against === null) return [];
      const { index, within } = against;
      const said = within === null ? "" : `: ${within.variant} < ${within.baseline} at ${within.at}`;
      return [`${variants[i]!.name} < ${variants[index]!.name}${said}`];
    });
  };
  it.each([
    ["no grid", two, ["b < a"]],
    ["no grid, another baseline", `${two}\nbaseline: b`, ["a < b"]],
    ["one variant", base, []],
    [
      "one axis, the first value",
      `${base}\nover: { web.instances: [1, 2, 3] }`,
      ["instances 2 < instances 1", "instances 3 < instances 1"],
    ],
    [
      "one axis, another value",
      `${base}\nover: { web.instances: [1, 2, 3] }\nbaseline: instances 2`,
      ["instances 1 < instances 2", "instances 3 < instances 2"],
    ],
    ["values that go together", `${base}\n${together}`, ["threads 4 · cores 2 < threads 8 · cores 1"]],
    [
      "two axes: along the first",
      `${base}\n${over}`,
      [
        "instances 2 · users 3/s < instances 1 · users 3/s: instances 2 < instances 1 at users 3/s",
        "instances 2 · users 4/s < instances 1 · users 4/s: instances 2 < instances 1 at users 4/s",
      ],
    ],
    [
      "two axes, a value of the second named: along that",
      `${base}\n${over}\nbaseline: users 4/s`,
      [
        "instances 1 · users 3/s < instances 1 · users 4/s: users 3/s < users 4/s at instances 1",
        "instances 2 · users 3/s < instances 2 · users 4/s: users 3/s < users 4/s at instances 2",
      ],
    ],
    [
      "two axes, a whole variant named: all with that one",
      `${base}\n${over}\nbaseline: instances 1 · users 4/s`,
      [
        "instances 1 · users 3/s < instances 1 · users 4/s",
        "instances 2 · users 3/s < instances 1 · users 4/s",
        "instances 2 · users 4/s < instances 1 · users 4/s",
      ],
    ],
    [
      "an axis of one value is none",
      `${base}\nover: { web.instances: [1], users.rate: [3/s, 4/s] }`,
      ["instances 1 · users 4/s < instances 1 · users 3/s"],
    ],
    [
      "variants × over",
      `${two}\nover: { users.rate: [3/s, 4/s] }\nbaseline: b`,
      ["a · users 3/s < b · users 3/s: a < b at users 3/s", "a · users 4/s < b · users 4/s: a < b at users 4/s"],
    ],
    [
      "variants × over × over-together",
      `${two}\nover: { users.rate: [3/s, 4/s] }\n${together}`,
      [
        "b · users 3/s · threads 8 · cores 1 < a · users 3/s · threads 8 · cores 1: b < a at users 3/s · threads 8 · cores 1",
        "b · users 3/s · threads 4 · cores 2 < a · users 3/s · threads 4 · cores 2: b < a at users 3/s · threads 4 · cores 2",
        "b · users 4/s · threads 8 · cores 1 < a · users 4/s · threads 8 · cores 1: b < a at users 4/s · threads 8 · cores 1",
        "b · users 4/s · threads 4 · cores 2 < a · users 4/s · threads 4 · cores 2: b < a at users 4/s · threads 4 · cores 2",
      ],
    ],
  ])("what is compared, %s", (_, experiment, expected) => expect(compared(experiment)).toEqual(expected));

  it.each([
    [`${base}\n${over}\nbaseline: users 5/s`, 'x.yaml:5:11: there is no variant "users 5/s": did you mean users 3/s?'],
    [`${base}\nover: { web.instances: [1, 2] }\nbaseline: now`, expect.stringContaining('there is no variant "now"')],
    [`${base}\nover: { web.instnaces: [1] }`, 'x.yaml:4:25: unknown key "instnaces" · did you mean "instances"?'],
    [
      `${base}\nover: { wbe.instances: [1] }`,
      'x.yaml:4:24: there is nothing to vary at "wbe.instances"; did you mean "web"?',
    ],
    [
      `${base}\nover: { "rate of users": [1/s, 2/s] }`,
      expect.stringContaining(
        'there is nothing to vary at "rate of users"; write a path such as web.threads, beginning with ',
      ),
    ],
    [
      `${base}\nover: { run.duration: [1min, 2min] }`,
      'x.yaml:4:23: "run.duration" is one for all that is compared here; to see what it changes: headroom sweep --knob run.duration=…',
    ],
    [`${base}\nover: { web.instances: [1, many] }`, expect.stringContaining("x.yaml:4:28: expected a whole number")],
    [`${base}\nover: { web.instances: [] }`, expect.stringContaining("x.yaml:4:24: ")],
    [`${base}\nover: { web.instances: [1, 1] }`, "x.yaml:4:28: 1 is given twice"],
    [
      `${base}\nover-together: { web.instances: [1, 2], web.threads: [8] }`,
      'x.yaml:4:54: lists that go together are equally long: "web.instances" has 2 values, "web.threads" 1',
    ],
    [
      `${base}\nover: { web.instances: [1] }\nover-together: { web.instances: [1] }`,
      'x.yaml:5:33: "web.instances" stands in `over` already',
    ],
    [
      `${base}\nover: { web.instances: [1, 2, 3, 4, 5, 6, 7, 8, 9], web.threads: [1, 2, 3, 4, 5, 6, 7, 8] }`,
      "x.yaml:4:7: 9 × 8 = 72 variants; 64 are the most",
    ],
    [
      `${base}\nover: { "mix of users: web.raed": [1%] }`,
      'x.yaml:4:35: the mix of users has no "web.raed"; did you mean "web.read"?',
    ],
    [
      `${base}\nover: { "mix of user: web.read": [1%] }`,
      'x.yaml:4:34: there is no mix of "user"; did you mean "users"?',
    ],
    [
      `${base}\nover: { "mix of users: web.read": [60%], "mix of users: web.write": [60%] }`,
      "x.yaml:4:69: mix of users: more than 100% for web.read and web.write",
    ],
    [`${base}\nvariants: { a: ../models/now.yaml }`, "x.yaml:3:7: give either `base` or `variants` · leave `base` out"],
    ["over: { web.instances: [1] }", "x.yaml:1:1: there are no variants"],
  ])("%s", (experiment, complaint) => expect(complaints(experiment)).toEqual([complaint]));

  it("names are as short as tells them apart", () => {
    const labels = (...knobs: string[]) => [...labelsOf(knobs).values()];
    expect(labels("shop-db.replicas.count", "mix of shoppers: web.read")).toEqual(["replicas", "read"]);
    expect(labels("shop-db.pool.connections", "mail-db.pool.connections")).toEqual([
      "shop-db.pool.connections",
      "mail-db.pool.connections",
    ]);
    expect(labels("a.queries.x.time", "a.queries.y.time")).toEqual(["x", "y"]);
  });
});

it("warns once of what several variants have at places of their own", () => {
  const busy = (options: string) => `{ extends: ../models/now.yaml, parts: { web: { cores: 1, ${options} } } }`;
  const endpoints = "endpoints: { read: [{ cpu: 100ms }], write: [], list: [] }";
  const variants = `{ two: ${busy(`queue: 2, ${endpoints}`)}, three: ${busy(`queue: 3, ${endpoints}`)} }`;
  const experiment = `variants: ${variants}\nover: { users.rate: [1/s, 20/s, 30/s] }`;
  const { diagnostics } = openStudy("experiments/x.yaml", memoryFiles(files(experiment)), {});
  const overloads = diagnostics.map(({ message }) => message).filter((message) => /above capacity/.test(message));
  expect(overloads).toHaveLength(1);
  expect(overloads[0]).toMatch(/; in 4 of 6 variants/);
});
