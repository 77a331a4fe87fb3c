/** Reads files into plain data with positions, and reports mistakes. Only `node-files.ts` needs Node. */

export { changes, isSame } from "./changes.js";
export {
  type Diagnostic,
  didYouMean,
  error,
  hasErrors,
  type Location,
  listed,
  sorted,
} from "./diagnostics.js";
export { type Files, memoryFiles, problemReading } from "./files.js";
export { fromZod } from "./from-zod.js";
export { load, loadInline, type Source, sourceOf } from "./load.js";
export { resolveMeasurements } from "./measurements.js";
export { render } from "./render.js";
