/** Examples of modules that between them have every key, for the reference. */
export const EXAMPLES = `
pricing:
  type: module
  endpoints: { quote: [{ cpu: 3ms }] }
  leak: { each: 10KB, limit: 512MB, restart: 20s }
`;
