/** Examples of links that between them have every key, for the reference. */
export const EXAMPLES = `
ocean:
  between: [eu, us]
  time: 45ms
  loss: 0.1%
  resend: 200ms
  give-up: 30s
  bandwidth: 1Gbit/s
  connect: { round-trips: 2, keep: 1min }
`;
