import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { VariantFindings } from "../../src/analysis/findings/findings.js";
import { html } from "../../src/report/html/page.js";
import { markdown } from "../../src/report/run/markdown.js";
import { terminal } from "../../src/report/run/terminal.js";
import { columns } from "../../src/text/width.js";
import * as arbitrary from "../charts/arbitrary.js";
import { semiFinal } from "../charts/stages.js";

const study = semiFinal();
const lines = (text: string) => text.trimEnd().split("\n");

const VERDICT = "Objectives met by stages 5–7, missed by stages 1–4; one of two claims does not hold.";

it("the verdict opens the answer and is the last sentence, the next command just before it", () => {
  const said = terminal(study, { colour: false, typed: (verb) => `npx headroom ${verb} day.yaml` }).replace(
    /[\s\\]+/g,
    " ",
  );
  expect(said).toContain(`penalty shoot-out? ${VERDICT} Does not hold: first{Two read replicas} is replicas cores`);
  expect(said).toContain(`carries: npx headroom ceiling day.yaml ${VERDICT}`);
  expect(said.trimEnd().endsWith(VERDICT)).toBe(true);
});

it("colours only when told to, and changes nothing but colour", () => {
  const [plain, coloured] = [false, true].map((colour) => terminal(study, { colour }));
  expect(plain).not.toContain("\u001b");
  expect(coloured).toContain("\u001b[31mmissed");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Escape sequences are made of one.
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(plain);
});

describe("what is unknown", () => {
  const [first] = study.variants;
  const unknown = { value: null, low: null, high: null, reason: "too few answers" };
  const growing = {
    ...first,
    all: { ...first.all, latencyMs: { ...first.all.latencyMs, p50: unknown, p99: unknown } },
  };

  it("reads unknown, with the reason below", () => {
    const said = terminal({ ...study, variants: [growing, ...study.variants.slice(1)] }, { colour: false });
    expect(said).toMatch(/1 Everything.* unknown +unknown/);
    expect(said).toContain("Unknown: p50 and p99 of stage 1 – too few answers.");
  });

  it("includes whether a queue grows", () => {
    const drift = { verdict: "undecided", growthPerSecond: unknown } as const;
    expect(terminal({ ...study, variants: [{ ...first, drift }] }, { colour: false })).toContain("too short to tell");
  });

  it("and never beside that it does", () => {
    fc.assert(
      fc.property(arbitrary.findings(true), (findings) => {
        const drift = { verdict: "undecided", growthPerSecond: unknown } as const;
        const variants = findings.variants.map((variant) => ({ ...variant, drift }));
        const isOpen = variants.some(({ overload, standstill }) => overload === null && standstill === null);
        const said = terminal({ ...findings, variants }, { colour: false }).replace(/\s+/g, " ");
        expect(/too short to tell/.test(said)).toBe(isOpen);
      }),
      { numRuns: 50 },
    );
  });

  it("and asks for a larger budget where a precision was asked for", () => {
    const drift = { verdict: "undecided", growthPerSecond: unknown, reason: "the window ends after 9s" } as const;
    const firstLook = { binMs: 1000, inSystem: [1, 2] };
    const short = { precision: 0.1, met: false, why: "the budget is spent", reached: [], warmUpMs: 0, lengthMs: 9000 };
    const steady = { ...short, requests: 500, firstLook, looks: [] };
    const of = (variant: VariantFindings) => terminal({ ...study, variants: [variant] }, { colour: false });
    expect(of({ ...first, drift, steady })).toMatch(/ends\s+after\s+9s\.\s+Give\s+a\s+larger\s+budget/);
    expect(of({ ...first, drift, steady: null })).toMatch(
      /Give\s+a\s+longer\s+duration,\s+or\s+ask\s+for\s+a\s+precision/,
    );
  });
});

it("a failed audit is said loudly", () => {
  const audit = { ok: false, littlesLaw: 0.2, flowBalance: 3, busyTime: 0, failures: ["web: 3 requests lost"] };
  const broken = study.variants.map((variant, i) => (i === 1 ? { ...variant, audit } : variant));
  expect(terminal({ ...study, variants: broken }, { colour: false })).toContain(
    "The runs of stage 2 FAILED their own checks",
  );
});

it("without objectives nothing is praised", () => {
  const said = terminal({ ...study, objectives: [] }, { colour: false });
  expect(lines(said).at(-1)).toBe("One of two claims does not hold; no objectives were set.");
  const [one] = study.variants;
  const alone = {
    ...study,
    objectives: [],
    claims: [],
    comparisons: [],
    variants: [{ ...one!, objectives: [], verdict: "none" as const }],
  };
  expect(terminal(alone, { colour: false })).toContain(
    "No objectives were set, so there is nothing to meet or to miss:",
  );
});

describe("bad answers that no objective asks about", () => {
  const [first] = study.variants;
  const exactly = (value: number) => ({ value, low: value, high: value });
  const errors = [{ cause: "timeout", part: "api", share: exactly(0.29), perSecond: exactly(3) }];
  const all = { ...first.all, requests: 1000, unfinished: 40, errorRate: exactly(0.29), errors };
  const objective = {
    metric: "latency",
    expression: "p(99) < 1s",
    measured: exactly(9),
    limit: 1000,
    unit: "ms",
  } as const;
  const said = (objectives: VariantFindings["objectives"], verdict: VariantFindings["verdict"]) => {
    const asked = objectives.map(({ metric, expression }) => `${metric}: ${expression}`);
    const variants = [{ ...first, name: "shop", all, objectives, verdict }];
    const findings = { ...study, objectives: asked, variants, comparisons: [], claims: [] };
    return [
      terminal(findings, { colour: false }),
      markdown(findings, { command: "x" }),
      html(findings, { command: "x" }),
    ].map((text) => text.replaceAll(/<style[\s\S]*?<\/style>|<[^>]*>|\*\*/g, " ").replaceAll(/\s+/g, " "));
  };
  const FAILED =
    "29% of the requests failed, most by timeout at api; 4% of the requests had no answer when the run ended.";

  it("are said beside that there are no objectives, of which none is met", () => {
    for (const text of said([], "none")) {
      expect(text).toContain(FAILED);
      expect(text).not.toMatch(/\bmet\b(?! or)/);
    }
  });
  it("are said beside objectives on latency that are met, and not beside one on errors", () => {
    for (const text of said([{ ...objective, verdict: "met" }], "met"))
      expect(text).toContain(`No objective asks about errors: ${FAILED}`);
    for (const text of said([{ ...objective, metric: "errors", unit: "1", verdict: "met" }], "met"))
      expect(text).not.toContain("asks about errors");
  });
});

it("claims that do not hold are named with their figures", () =>
  expect(terminal(study, { colour: false }).replace(/\s+/g, " ")).toContain(
    "Does not hold: first{Two read replicas} is replicas cores (first is web cores).",
  ));

it("fits the terminal and sends no control characters, whatever it is given", () => {
  fc.assert(
    fc.property(arbitrary.findings(true), fc.boolean(), fc.constantFrom(80, 97, 120), (findings, extra, width) => {
      const said = terminal(findings, {
        colour: false,
        width,
        verbose: extra,
        ...(extra && { speed: { seconds: 3, requestsPerSecond: 1e6 }, typed: () => "x ".repeat(99) }),
      });
      for (const line of said.split("\n")) expect(columns(line)).toBeLessThanOrEqual(width);
      expect(said).not.toMatch(/[^\P{Cc}\n]|NaN|undefined|Infinity/u);
    }),
    { numRuns: 150, interruptAfterTimeLimit: 20_000 },
  );
});
