/** Headroom as a library: the same road as the command line's, step by step. */
export type { Findings } from "./analysis/findings.js";
export { charts } from "./charts/index.js";
export { openStudy } from "./experiment/open-study.js";
export { runStudy } from "./experiment/run-study.js";
export { threads } from "./experiment/threads.js";
export { compile, type RunPlan } from "./model/compile.js";
export { defineModel } from "./model/define-model.js";
export type { Measurements } from "./model/measurements.js";
export { type Model, type ModelInput, modelSchema } from "./model/model.js";
export { readModel } from "./model/read-model.js";
export { memoryFiles, render } from "./model/source/index.js";
export { nodeFiles } from "./model/source/node-files.js";
export { html } from "./report/html/page.js";
export { toJson } from "./report/json.js";
export { markdown } from "./report/markdown.js";
