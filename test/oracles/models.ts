/** Model texts that several cases share. */

interface Station {
  readonly rate: string;
  readonly time: string; // How long a server is held.
  readonly servers?: number;
  readonly arrivals?: string;
  readonly policy?: string; // Of the traffic: a timeout, a deadline.
  readonly options?: string; // Of the service: a line's limit, patience, a balancer.
}

/** One service: c servers and one line, first come first served. */
export const station = ({
  rate,
  time,
  servers = 1,
  arrivals = "poisson",
  policy = "",
  options = "",
}: Station): string => `
version: 1
traffic:
  users: { rate: ${rate}, arrivals: ${arrivals}, to: station.serve, ${policy} }
parts:
  station:
    { type: service, threads: ${servers}, ${options} endpoints: { serve: [{ delay: "${time}" }] } }
`;
