/** Values written with units, as zod schemas: text in, plain numbers and distributions out. */
export { distribution, distributionOf, numberDistribution } from "./distribution.js";
export { popularity } from "./popularity.js";
export {
  bandwidth,
  count,
  countOrAll,
  countOrSize,
  countOrUnlimited,
  duration,
  durationOrNone,
  many,
  number,
  percent,
  type Range,
  rate,
  size,
} from "./quantities.js";
export { SIZE, writeDuration } from "./units.js";
export { type MisreadParams, withoutValues } from "./written.js";
