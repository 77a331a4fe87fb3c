/** Examples of services that between them have every key, for the reference. */
export const EXAMPLES = `
web:
  type: service
  instances: 4
  unlike: [{ count: 1, cores: 2, pace: 80% }]
  balance: { hash: customer, bound: 1.25 }
  zones: { count: 3, crossing: 1ms }
  threads: 64
  queue: 100
  order: first-come-first-served
  priority: [checkout, browse]
  preempts: true
  patience: 2s
  network: { time: 0.5ms, loss: 0.1%, resend: 200ms, give-up: 30s, bandwidth: 10Gbit/s, connect: { round-trips: 2, keep: 1min } }
  parses: 400MB/s
  limit: { rate: 200/s, burst: 20, over: waits, queue: 50, patience: 1s, each: true }
  limits: { checkout: { concurrent: 10, over: waits, queue: 50, patience: 1s, each: true } }
  shed: { codel: { target: 5ms, interval: 100ms, as: facebook }, newest-first: { interval: 100ms }, lowest-first: true, late: { after: 2s, needs: 50ms }, refusing: 0.2ms }
  breakdowns: { up: exponential(2h), down: exponential(5min), work: lost, instances: 1 }
  health-check: { every: 5s, failures: 3, deep: true }
  leak: { each: 10KB, limit: 512MB, restart: 20s }
  eject: { failures: 5, for: 30s, longest: 5min, every: 10s, most: 20%, success-rate: { deviations: 1.9, requests: 100, instances: 5 } }
  cores: 4
  memory: 8GB
  contention: 2%
  coherency: 0.01%
  drain: 30s
  sessions: { of: customer, lost: [{ call: login.again }], endpoints: [checkout] }
  timers: { refresh-prices: { every: 1min, once: true, steps: [{ query: db.prices }] } }
  endpoints: { browse: [{ cpu: 12ms }, { query: db.product }], checkout: [{ cpu: 20ms }, { call: bank.charge }] }
elastic:
  type: service
  autoscale: { min: 2, max: 20, cores: 60%, boot: 1min, every: 15s, age: 15s, tolerance: 10%, stabilisation: 5min }
  cold-start: { time: 800ms, idle: 10min }
  limit: { concurrent: { adapts: gradient2, from: 5, to: 200, first: 20, every: 1s, tolerance: 1.5 } }
  balance: { sticky: customer, first: least-connections }
  network: { time: 0.5ms, connect: { time: 30ms, keep: 1min } }
  host: box
  endpoints: { page: [{ cpu: 10ms }] }
by-threads:
  type: service
  autoscale: { max: 20, threads: 70% }
  limits: { page: { rate: 50/s, burst: 10 } }
  balance: { by: round-robin, weights: [2, 1, 1] }
  endpoints: { page: [{ cpu: 10ms }] }
by-requests:
  type: service
  autoscale: { max: 20, requests: 50/s }
  balance: { power-of: 2, replacement: true }
  endpoints: { page: [{ cpu: 10ms }] }
near:
  type: service
  balance: { by: least-connections, knows: own, prefers: own-zone, up-to: 10 }
  endpoints: { page: [{ cpu: 10ms }] }
`;
