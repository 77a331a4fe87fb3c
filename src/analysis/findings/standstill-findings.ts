/** Requests that wait for each other for ever: who waits for whom, since when, and whom it concerns. */
export interface StandstillFindings {
  readonly replications: number; // In which it came to that,
  readonly of: number; // of so many.
  readonly firstMs: number; // The earliest moment, from the start of its run; of that run is the rest.
  readonly links: readonly {
    readonly holds: StuckResource;
    readonly waitsFor: StuckResource;
    readonly requests: number;
  }[];
  readonly behind: number; // More requests that wait for what these hold.
  readonly endpoints: readonly string[]; // That may come there,
  readonly always: readonly string[]; // and those that end there some time, however lucky: of them nothing is answered any more.
}

export interface StuckResource {
  readonly part: string;
  readonly resource: string; // "threads", "workers", "pool" …
}

/** "6 requests hold threads of pool and wait for threads of pool". */
export function stuckWords({ links, behind }: Pick<StandstillFindings, "links" | "behind">): string {
  const held = links.map(({ holds, waitsFor, requests }) => {
    const [hold, wait] =
      requests === 1 ? ["1 request holds", "waits"] : [`${requests.toLocaleString("en")} requests hold`, "wait"];
    return `${hold} ${resourceWords(holds)} and ${wait} for ${resourceWords(waitsFor)}`;
  });
  const more =
    behind === 0 ? [] : [`${behind.toLocaleString("en")} more ${behind === 1 ? "waits" : "wait"} behind them`];
  return [...held, ...more].join("; ");
}

/** A pool is named by what it pools: "connections of the pool of web at db", of which each instance of web has one. */
const resourceWords = ({ part, resource }: StuckResource): string => {
  if (resource === "pool") return `connections of the pool of ${part}`;
  return resource.startsWith("pool of ") ? `connections of the ${resource} at ${part}` : `${resource} of ${part}`;
};
