/** From files to plain data with positions, and from mistakes to good messages. Only `node-files.ts` needs Node. */
export { type Change, changes } from "./changes.js";
export {
  type Diagnostic,
  didYouMean,
  error,
  hasErrors,
  type Location,
  listed,
  type Path,
  sorted,
} from "./diagnostics.js";
export { type Files, memoryFiles } from "./files.js";
export { fromZod } from "./from-zod.js";
export { load, type Source } from "./load.js";
export { resolveMeasurements } from "./measurements.js";
export { nearest } from "./nearest.js";
export { render } from "./render.js";
export type { LocateOptions } from "./source-tree.js";
