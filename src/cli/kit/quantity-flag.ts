/** A flag whose value is written as in a model. */
import { InvalidArgumentError, Option } from "commander";
import type { z } from "zod";
import { capital } from "../../charts/kit/words.js";

export const quantityFlag = (flags: string, description: string, schema: z.ZodType<number, unknown>): Option =>
  new Option(flags, description).argParser((text) => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(`${capital(parsed.error.issues[0].message)}.`);
    return parsed.data;
  });
