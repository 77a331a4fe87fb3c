/** A proposal to try first: something for each resource that would not hold twice the peak. */
import type { OfferedLoad } from "../../model/check/sense.js";
import type { Fitted } from "./fit.js";
import { writtenLognormal } from "./lognormal.js";
import { failLines } from "./model-text.js";
import { HIT, REPLICAS } from "./shapes.js";

export interface Proposal {
  readonly says: string; // "8 nodes instead of 4 and a cache before the reads".
  readonly why: string; // "At twice the peak, web cores would be 120% busy."
  readonly parts: readonly string[]; // Lines of YAML.
}

interface Change {
  readonly for: readonly string[]; // Resources, as "part resource".
  readonly applies?: (fitted: Fitted) => boolean;
  readonly says: (fitted: Fitted) => string;
  readonly parts: (fitted: Fitted) => Parts;
}

type Parts = Readonly<Record<string, readonly string[] | null>>; // Lines of each; null takes it away.

const DATABASE = ["db cores", "db primary cores", "db replica cores"];
const hasReads = ({ settled }: Fitted): boolean => settled.endpoints.some(({ isWrite }) => !isWrite);

const CHANGES: readonly Change[] = [
  {
    for: ["box cores"],
    says: () => "a machine of its own for the database",
    parts: ({ settled: { cores } }) => ({
      box: null,
      web: ["host: null", `cores: ${cores}`],
      db: ["host: null", `cores: ${cores}`],
    }),
  },
  {
    for: DATABASE,
    applies: (fitted) => !fitted.settled.has.cache && hasReads(fitted),
    says: () => "a cache before the reads",
    parts: cached,
  },
  {
    for: DATABASE,
    applies: (fitted) => !fitted.settled.has.replicas && !fitted.settled.has.sharded && hasReads(fitted),
    says: () => "read replicas",
    parts: ({ settled: { reads } }) => ({
      db: [
        `replicas: { count: ${REPLICAS}, lag: "lognormal(mean 50ms, p99 300ms)", reads: [${reads.join(", ")}] } # Lag: assumed.`,
      ],
    }),
  },
  {
    for: DATABASE,
    says: () => "twice the cores for the database",
    parts: ({ settled: { dbCores } }) => ({ db: [`cores: ${2 * dbCores}`] }),
  },
  {
    for: ["db pool", "db pool of web"],
    says: () => "a pool twice as large",
    parts: ({ settled: { pool } }) => ({ db: [`pool: { connections: ${2 * pool} }`] }),
  },
  {
    for: ["pooler connections"],
    says: () => "twice the connections of the pooler",
    parts: ({ settled: { pool, nodes } }) => ({ pooler: [`connections: ${2 * pool * nodes}`] }),
  },
  {
    for: ["jobs workers"],
    says: () => "twice the workers",
    parts: ({ settled: { workers } }) => ({ jobs: [`workers: ${2 * workers}`] }),
  },
  {
    for: ["web cores", "web threads"],
    says: ({ settled: { nodes } }) => (nodes === 1 ? "a second node" : `${2 * nodes} nodes instead of ${nodes}`),
    parts: ({ settled: { nodes } }) => ({ web: [`instances: ${2 * nodes}`, "balance: least-connections"] }),
  },
];

const TIGHT = 0.4; // Busier than that at the peak is tight at twice the peak.

export function proposalFor(fitted: Fitted): Proposal {
  const busiest = fitted.loads.toSorted((a, b) => shareOf(b) - shareOf(a));
  const tight = busiest.filter((load) => shareOf(load) > TIGHT);
  const relieved = tight.length === 0 ? busiest.slice(0, 1) : tight;
  const changes = relieved.flatMap((load) => changeFor(load, fitted) ?? []);
  const chosen = [...new Set(changes.length === 0 ? [CHANGES.at(-1)!] : changes)];
  const loads = relieved.map((load) => `${Math.round(200 * shareOf(load))}% of ${nameOf(load)}`);
  return {
    says: listed(chosen.map(({ says }) => says(fitted))),
    why:
      tight.length === 0
        ? `Nothing is tight: busiest at twice the peak would be ${listed(loads)}.`
        : `Without it, twice the peak would take ${listed(loads)}.`,
    parts: together(chosen.map(({ parts }) => parts(fitted))),
  };
}

const nameOf = ({ part, resource }: OfferedLoad): string => `${part} ${resource}`;
const shareOf = ({ busy, capacity }: OfferedLoad): number => busy / capacity;

const changeFor = (load: OfferedLoad, fitted: Fitted): Change | undefined =>
  CHANGES.find(({ for: resources, applies }) => resources.includes(nameOf(load)) && (applies?.(fitted) ?? true));

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** What several changes say of a part, in one block. */
function together(all: readonly Parts[]): string[] {
  const blocks = new Map<string, readonly string[] | null>();
  for (const parts of all)
    for (const [name, lines] of Object.entries(parts))
      blocks.set(name, lines === null ? null : [...(blocks.get(name) ?? []), ...lines]);
  return [...blocks].flatMap(([name, lines]) =>
    lines === null ? [`${name}: null`] : [`${name}:`, ...lines.map((line) => `  ${line}`)],
  );
}

function cached({ settled, shares, times }: Fitted): Parts {
  const reads = settled.endpoints.filter(({ isWrite }) => !isWrite);
  const steps = reads.flatMap(({ name, group }) => {
    const { meanMs, sigma } = times.get(group)!;
    return [
      `  ${name}:`,
      `    - cpu: ${writtenLognormal(meanMs * shares.cpu, sigma)}`,
      "    - get: cache",
      `      miss: [{ query: db.${name} }]`,
      ...(shares.delay === 0 ? [] : [`    - delay: ${writtenLognormal(meanMs * shares.delay, sigma)}`]),
      ...failLines(settled).map((line) => `    ${line}`),
    ];
  });
  return {
    cache: [
      "type: cache",
      `hit: ${HIT * 100}% # Assumed, and matters much: how often do the same things come?`,
      "time: 1ms",
    ],
    web: ["endpoints:", ...steps],
  };
}
