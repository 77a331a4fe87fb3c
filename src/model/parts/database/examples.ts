/** Examples of databases that between them have every key, for the reference. */
export const EXAMPLES = `
db:
  type: database
  cores: 8
  memory: 32GB
  contention: 2%
  coherency: 0.01%
  scheduling: first-come-first-served
  connections: 100
  connect: 10ms
  pool: { connections: 20, idle: 5, idle-for: 10min, max-lifetime: 30min, per: instance, acquire: 1s, order: first-come-first-served, queue: 100 }
  replicas: { count: 2, cores: 4, lag: exponential(50ms), replay: 50%, reads: [product], own-writes: 500ms, waits-for: 1, promote: 30s }
  shards: { count: 4, by: customer, place: consistent, points: 100 }
  network: { time: 0.5ms, loss: 0.1%, resend: 200ms, give-up: 30s, bandwidth: 10Gbit/s }
  tables: { orders: { rows: 2000000, row-time: 1us, grows: 20/s } }
  views: { top-sellers: { refresh: 5min, takes: 2s, on: replica } }
  queries:
    product: { time: "lognormal(mean 6ms, p99 30ms)", overhead: 0.5ms, of: product, bytes: 4KB }
    recent-orders: { time: 1ms, rows: 20 of orders, index: false }
    top: { time: 2ms, view: top-sellers }
    search: { time: 8ms, by: customer, on: all, fails: 0.1% }
    place-order: { time: 9ms, of: customer, write: true, adds: orders, locks: row, lock-wait: 1s }
behind:
  type: database
  through: pooler
  host: box
  queries: { product: { time: 6ms } }
`;
