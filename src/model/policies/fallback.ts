import { z } from "zod";
import { Hook } from "../../components/steps/instant-step.js";
import { policyKind } from "./kind.js";

export const fallback = policyKind({
  key: "fallback",
  schema: (language) =>
    z
      .union([z.literal("continue"), z.lazy(() => language.steps)])
      .describe("What happens instead when it fails for good: `continue`, or steps"),
  effect: "by chance",
  around: "failure",
  write(site, said, _, body) {
    site.program.attempt(
      () => body(site),
      () => {
        site.program.add(new Hook(() => {})); // The handler must have a step.
        if (said !== "continue") site.write(said);
      },
    );
  },
  walk: (sense, said, _, walk) =>
    sense.instead(walk, said === "continue" ? null : () => sense.steps(said, ["fallback"])),
});
