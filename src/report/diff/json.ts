/** The diff as JSON: the same bytes for the same findings. */
import { z } from "zod";
import type { DiffFindings } from "../../analysis/findings/diff-findings.js";
import { write } from "../run/json.js";
import { diffSchema } from "./schema.js";

/** @throws ZodError if the findings break their own schema: that is our bug. */
export const diffJson = (diff: DiffFindings): string => `${write(diffSchema.parse(diff), "")}\n`;

/** JSON Schema 2020-12 of `diff --json`. */
export const diffJsonSchema = (): unknown => z.toJSONSchema(diffSchema, { target: "draft-2020-12", io: "input" });
