/** Examples of dead letters that between them have every key, for the reference. */
export const EXAMPLES = `
parked:
  type: dead-letters
  limit: 10000
`;
