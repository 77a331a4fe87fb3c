/** Examples of poolers that between them have every key, for the reference. */
export const EXAMPLES = `
pgbouncer:
  type: pooler
  mode: transaction
  connections: 20
  idle: 5
  idle-for: 10min
  max-lifetime: 1h
  clients: 1000
  connect: 2ms
  time: 0.1ms
  acquire: 2s
  queue: 500
  order: first-come-first-served
`;
