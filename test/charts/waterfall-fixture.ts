/** What `headroom explain` might have found of a shop: a median page, a slow one, and an order that failed after retries. */
import type {
  ExplainFindings,
  PieceFindings,
  SpanFindings,
  TraceFindings,
} from "../../src/analysis/findings/explain-findings.js";

export const piece = (
  part: string,
  on: string,
  as: PieceFindings["as"],
  fromMs: number,
  toMs: number,
  waitMs = as === "waiting" ? toMs - fromMs : 0,
): PieceFindings => ({ part, on, as, fromMs, toMs, waitMs, instance: -1 });

export const span = (
  parent: number,
  sort: SpanFindings["sort"],
  name: string,
  fromMs: number,
  toMs: number,
  change: Partial<SpanFindings> = {},
): SpanFindings => ({
  ...{ parent, sort, name, part: name.replace(/^.* /, "").replace(/\..*/, ""), fromMs, toMs, status: "ok" },
  ...{ cause: null, isAside: false, outlives: false, pieces: [], ...change },
});

const median: TraceFindings = {
  stands: "median",
  share: 1,
  lostAt: null,
  endpoint: "web.page",
  number: 4711,
  atMs: 20_300,
  latencyMs: 12,
  cause: null,
  spans: [
    span(-1, "request", "web.page", 0, 12, { pieces: [piece("web", "network", "network", 0, 1)] }),
    span(0, "serve", "web.page", 1, 12, { pieces: [piece("web", "cores", "work", 1, 4, 0.5)] }),
    span(1, "ask", "query db.page", 4, 12, { pieces: [piece("db", "cores", "work", 4, 12)] }),
  ],
};

const slow: TraceFindings = {
  ...{ stands: "slow", share: 0.94, lostAt: "db pool", endpoint: "web.page", number: 4812, atMs: 31_000 },
  latencyMs: 260,
  cause: null,
  spans: [
    span(-1, "request", "web.page", 0, 260, { pieces: [piece("web", "network", "network", 0, 1)] }),
    span(0, "serve", "web.page", 1, 260, { pieces: [piece("web", "cores", "work", 1, 9, 5)] }),
    span(1, "ask", "query db.page", 9, 260, {
      pieces: [piece("db", "pool", "waiting", 9, 252), piece("db", "cores", "work", 252, 260)],
    }),
    ...Array.from({ length: 12 }, (_, i) =>
      span(1, "ask", "query db.line", 9 + 20 * i, 19 + 20 * i, {
        pieces: [piece("db", "cores", "work", 9 + 20 * i, 19 + 20 * i)],
      }),
    ),
  ],
};

const timeout = { status: "failed", cause: "timeout at pay" } as const;
const failed: TraceFindings = {
  ...{ stands: "failed", share: 0.8, lostAt: null, endpoint: "web.order", number: 99, atMs: 42_000, latencyMs: 450 },
  cause: "timeout at pay",
  spans: [
    span(-1, "request", "web.order", 0, 450, timeout),
    span(0, "ask", "call pay.charge", 0, 450, {
      ...timeout,
      pieces: [piece("pay", "before another attempt", "back-off", 100, 350)],
    }),
    span(1, "attempt", "attempt 1", 0, 100, timeout),
    span(2, "serve", "pay.charge", 0, 300, { outlives: true, pieces: [piece("pay", "delay", "work", 0, 300)] }),
    span(1, "attempt", "attempt 2", 350, 450, timeout),
    span(4, "serve", "pay.charge", 350, 900, {
      status: "unfinished",
      outlives: true,
      pieces: [piece("pay", "threads", "waiting", 350, 900)],
    }),
    span(0, "message", "mails", 5, 40, { isAside: true, pieces: [piece("mails", "workers", "waiting", 5, 30)] }),
  ],
};

export const shopExplained: ExplainFindings = {
  formatVersion: 1,
  version: "0.1.0",
  seed: "1",
  confidence: 0.95,
  name: "shop",
  title: "A shop",
  model: "shop.yaml",
  variant: "now",
  modelHash: "sha256-4f4f4f4f4f",
  window: { fromMs: 20_000, toMs: 320_000, replications: 1, clock: null },
  endpoint: null,
  share: 0.01,
  requests: { every: 1, traced: 60_101, answered: 60_000, failed: 100, unfinished: 1, missed: 0 },
  median: { requests: 6000, fromMs: 11, toMs: 13, meanMs: 12 },
  slowest: { requests: 600, fromMs: 150, toMs: 1200, meanMs: 262 },
  endpoints: [
    { endpoint: "web.page", median: 0.9, slowest: 0.99 },
    { endpoint: "web.order", median: 0.1, slowest: 0.01 },
  ],
  hops: [
    {
      part: "db",
      on: "pool",
      as: "waiting",
      median: { waitMs: 0, workMs: 0 },
      slowest: { waitMs: 243, workMs: 0 },
      differenceMs: 243,
      instance: { number: 3, of: 4, share: 0.97 },
    },
    {
      part: "web",
      on: "cores",
      as: "work",
      median: { waitMs: 0.5, workMs: 2.5 },
      slowest: { waitMs: 5, workMs: 3 },
      differenceMs: 5,
      instance: null,
    },
    {
      part: "db",
      on: "cores",
      as: "work",
      median: { waitMs: 0, workMs: 8 },
      slowest: { waitMs: 0.02, workMs: 8.5 },
      differenceMs: 0.52,
      instance: null,
    },
    {
      part: "web",
      on: "network",
      as: "network",
      median: { waitMs: 0, workMs: 1 },
      slowest: { waitMs: 0, workMs: 1 },
      differenceMs: 0,
      instance: null,
    },
  ],
  traces: [median, slow, failed],
  simulated: { requests: 66_000, events: 400_000, runs: 1 },
};
