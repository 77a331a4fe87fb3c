/** Examples of outboxes that between them have every key, for the reference. */
export const EXAMPLES = `
outbox:
  type: outbox
  in: shop-db
  to: order-placed
  poll: 200ms
  most: 100
  time: 2ms
  writes: add-message
  reads: next-messages
  marks: mark-published
by-log:
  type: outbox
  in: shop-db
  to: order-placed
  stream: 20ms
`;
