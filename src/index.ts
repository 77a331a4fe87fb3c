/** Headroom as a library: the same road as the command line's, step by step. */
export type { Findings } from "./analysis/findings/findings.js";
export { charts } from "./charts/index.js";
export { runStudy } from "./experiment/execute/run-study.js";
export { threads } from "./experiment/execute/threads.js";
export { openStudy } from "./experiment/plan/open-study.js";
export { defineModel } from "./model/language/define-model.js";
export { type Model, type ModelInput, modelSchema } from "./model/language/model.js";
export { memoryFiles, render } from "./model/source/index.js";
export { nodeFiles } from "./model/source/node-files.js";
export { readModel } from "./model/source/read-model.js";
export { compile, type RunPlan } from "./model/wiring/compile.js";
export type { Measurements } from "./model/wiring/measurements.js";
export { html } from "./report/html/page.js";
export { toJson } from "./report/kit/json.js";
export { markdown } from "./report/run/markdown.js";
