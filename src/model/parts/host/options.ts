/** How a file describes a machine. */
import { z } from "zod";
import type { Effects } from "../../language/effects.js";
import type { Model } from "../../language/model.js";
import { number, percent } from "../../language/values/index.js";
import { outages } from "../shared/breakdowns.js";
import { memoryOption } from "../shared/memory.js";

export const hostOptions = () =>
  z.strictObject({
    cores: number({ above: 0 }).describe("Cores of the machine"),
    memory: memoryOption("of the machine"),
    contention: percent().prefault("0%").describe("α of the Universal Scalability Law"),
    coherency: percent().prefault("0%").describe("β of the Universal Scalability Law"),
    breakdowns: z
      .strictObject(outages())
      .optional()
      .describe("The machine goes down, and every part placed on it: what they do is lost, or waits"),
  });

export type HostOptions = z.output<ReturnType<typeof hostOptions>>;

export const HOST_EFFECTS: Effects<HostOptions> = {
  cores: "known",
  memory: "known",
  contention: "known",
  coherency: "known",
  breakdowns: "by chance",
};

/** The machine of that name, if there is one. */
export const hostOf = ({ parts }: Model, name: string | undefined): HostOptions | undefined =>
  name === undefined ? undefined : (parts[name] as unknown as HostOptions | undefined);
