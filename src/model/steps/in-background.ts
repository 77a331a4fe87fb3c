import { z } from "zod";
import { Background } from "../../components/steps/background.js";
import { partKindIn, stepKind } from "../language/kinds.js";

/** The request is answered while these go on, for as long as the instance is there: a thread started and forgotten. */
export const inBackground = stepKind({
  verb: "in-background",
  alsoCalled: "async background fire-and-forget asynchronous",
  summary:
    "starts steps that the request does not wait for, in the same process: they take its cores but no thread, and are lost when the instance goes down",
  examples: "- { in-background: [{ call: audit.log }] }",
  schema: (language) =>
    z.strictObject({
      "in-background": z.lazy(() => language.steps).describe("What is done meanwhile"),
    }),
  effects: { "in-background": "known" },
  inside: (step) => [{ under: ["in-background"], steps: step["in-background"], times: 1, isAside: true }],
  visits: () => null,
  write(site, step) {
    const { machine } = site;
    const inherited = machine === null ? [] : [machine.instance];
    site.program.add(
      new Background(site.assembly.flow, inherited, (program) => {
        const write = (): void => site.apart(program).write(step["in-background"]);
        if (machine?.whileThere === undefined) write();
        else machine.whileThere(program, write);
      }),
    );
  },
  check(sense, step) {
    const path = [...sense.path, "in-background"];
    const part = sense.machine?.part;
    if (part === undefined) sense.error(path, "there is no process here that goes on", "write it in an endpoint");
    else if (partKindIn(sense.kinds, sense.model.parts[part])?.isAside === true)
      sense.error(path, `nothing waits for what ${part} does`, "write these steps as the worker's own");
    else sense.behind(() => sense.steps(step["in-background"], ["in-background"]));
    return 0;
  },
  outline: (outline, step) => [{ kind: "aside", copies: 1, body: outline.steps(step["in-background"]) }],
});
