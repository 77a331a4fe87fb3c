import { moduleMeter } from "../../../components/module/module.js";
import { type BuiltCallee, partKind } from "../../language/kinds.js";
import { checkLeak } from "../shared/leak.js";
import { answerInside, checkInside, outlineInside, walkInside } from "./answer.js";
import { EXAMPLES } from "./examples.js";
import { MODULE_EFFECTS, moduleOptions } from "./options.js";
import { checkProcesses, moduleRisks } from "./processes.js";

/** A part of a program that could be a service: the same endpoints, in the process of whatever calls them. */
export const module = partKind({
  type: "module",
  alsoCalled: "library lib package",
  summary:
    "endpoints that run in the process of whatever calls them: on its thread and cores, with its connections, without a network in between",
  examples: EXAMPLES,
  options: moduleOptions,
  effects: MODULE_EFFECTS,
  steps: [],
  answersCalls: { isInProcess: true, check: checkInside, outline: outlineInside },
  entries: ({ endpoints }) =>
    Object.entries(endpoints).map(([name, steps]) => ({ name, under: ["endpoints", name], steps })),
  build: (_, name): BuiltCallee => ({ meter: moduleMeter(name), answer: answerInside }),
  drawn: ({ leak }) => ({ shape: "compartment", facts: leak === undefined ? [] : ["leaks memory"] }),
  mayChange: [{ at: "endpoints", freely: true }],
  moments({ endpoints }, name) {
    const each = Object.keys(endpoints).map((endpoint) => `${name}.${endpoint}`);
    return { slow: [name, ...each], fails: [name, ...each], down: [name], release: [name] };
  },
  risks: moduleRisks,
  check(sense, name, options) {
    checkLeak(sense, ["parts", name], options);
    checkProcesses(sense, name, options);
    for (const endpoint of Object.keys(options.endpoints))
      if (!sense.wasReached(`${name}.${endpoint}`))
        sense.unused(["parts", name], () => walkInside(sense, name, name, endpoint, false));
  },
});
