/** Examples of work queues that between them have every key, for the reference. */
export const EXAMPLES = `
mails:
  type: work-queue
  workers: 4
  limit: 10000
  when-full: drop-oldest
  order: first-come-first-served
  priority: [web.checkout, web]
  prefetch: 10
  of: customer
  in-order: { partitions: 8, rebalance: 45s }
  deadline: 1min
  expires: 5min
  malformed: 2%
  tolerant: true
  poison: 0.1%
  dead-letter: parked
  attempts: 3
  backoff: exponential(5s)
  growth: 2
  lease: 30s
  lost-acknowledgements: 1%
  late-acknowledgements: accepted
  dedupe: 10min
  cores: 2
  memory: 4GB
  contention: 2%
  coherency: 0.01%
  batch: { most: 50, wait: 100ms }
  each: [{ query: db.mark-sent }]
  steps: [{ cpu: 5ms }, { call: provider.send }]
jobs:
  type: work-queue
  host: box
  steps: [{ cpu: 200ms }]
`;
