/** Examples of topics that between them have every key, for the reference. */
export const EXAMPLES = `
order-placed:
  type: topic
  to: { mails: 20%, search: 100% }
  retry: { attempts: 5, backoff: 100ms }
`;
