/** Values written with units, as zod schemas: text in, plain numbers and distributions out. */
export { distribution, distributionOf, numberDistribution } from "./distribution.js";
export { foundKind } from "./found-kind.js";
export {
  count,
  countOrUnlimited,
  duration,
  durationOrNone,
  number,
  percent,
  type Range,
  rate,
  size,
} from "./quantities.js";
export { DURATION, NUMBER, type Quantity, RATE, SHARE, SIZE, writeDuration } from "./units.js";
export { type MisreadParams, type Scalar, written } from "./written.js";
