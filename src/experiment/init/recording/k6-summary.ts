/** What k6 writes of a test: `--summary-export`, or the data of handleSummary, whose numbers are under `values`. */
import type { SummaryFormat, SummedEndpoint } from "./format.js";

const Z95 = 1.6448536269514722; // 95 % of a standard normal are below.
const Z99 = 2.3263478740408408;

type Numbers = Readonly<Record<string, number>>;

export const k6Summary: SummaryFormat = {
  name: "k6 summary",
  read(document) {
    const metrics = recordIn(document.metrics);
    const durations = numbersOf(metrics?.http_req_duration);
    if (metrics === null || durations === null) return null;
    const requests = numbersOf(metrics.http_reqs);
    const count = requests?.count ?? 0;
    const failed = numbersOf(metrics.http_req_failed);
    const named = Object.entries(metrics).flatMap(([name, metric]) => {
      const [, path] = /^http_req_duration\{(?:name|url|endpoint|route|group):+(.*)\}$/.exec(name) ?? [];
      const values = path === undefined ? null : numbersOf(metric);
      return values === null || path === undefined
        ? []
        : [endpoint(path, numbersOf(metrics[`http_reqs{${name.slice(name.indexOf("{") + 1)}`])?.count ?? 0, values)];
    });
    const users = numbersOf(metrics.vus_max)?.value ?? numbersOf(metrics.vus_max)?.max;
    const hasShares = named.length > 0 && named.every((each) => each.requests > 0);
    return {
      perSecond: requests?.rate ?? null,
      requests: count,
      errors: failed?.rate ?? failed?.value ?? null,
      endpoints: hasShares ? named : [endpoint("", count, durations)],
      remarks: [
        ...(durations["p(99)"] === undefined
          ? [
              'The summary has no p99: it is worked out from p95 and the median, as of a lognormal. k6 tells it with --summary-trend-stats="med,p(95),p(99)".',
            ]
          : []),
        `k6's users${users === undefined ? "" : ` (${users})`} wait for each answer before they ask again, so a slow system was asked less; real users are not so kind.`,
      ],
    };
  },
};

function endpoint(path: string, requests: number, values: Numbers): SummedEndpoint {
  const p50 = values.med ?? values["p(50)"] ?? values.avg ?? 0;
  const p95 = values["p(95)"] ?? p50;
  const p99 = values["p(99)"] ?? p50 * Math.exp((Z99 / Z95) * Math.log(Math.max(1, p95 / p50)));
  return { path, requests, p50, p99: Math.max(p50, p99) };
}

const recordIn = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;

function numbersOf(metric: unknown): Numbers | null {
  const found = recordIn(metric);
  const values = recordIn(found?.values) ?? found;
  if (values === null) return null;
  return Object.fromEntries(
    Object.entries(values).filter((each): each is [string, number] => typeof each[1] === "number"),
  );
}
