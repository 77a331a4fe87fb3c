/** Examples of hosts that between them have every key, for the reference. */
export const EXAMPLES = `
box:
  type: host
  cores: 8
  memory: 32GB
  contention: 2%
  coherency: 0.01%
  breakdowns: { up: exponential(30d), down: exponential(20min), work: lost }
`;
