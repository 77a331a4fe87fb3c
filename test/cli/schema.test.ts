/** The schemas that editors complete and check files with. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { DOCUMENT_SCHEMAS } from "../../src/cli/schema/documents.js";
import { DIST, headroom } from "./headroom.js";

function schemaOf(what: string): { json: Record<string, unknown>; complaints(text: string): string[] } {
  const { stdout } = headroom(["schema", "--of", what]);
  const json = JSON.parse(stdout) as Record<string, unknown>;
  const schema = z.fromJSONSchema(json as Parameters<typeof z.fromJSONSchema>[0]);
  return {
    json,
    complaints: (text) =>
      (schema.safeParse(parse(text)).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`),
  };
}

const model = schemaOf("model");

it("is JSON Schema 2020-12, and says what things are", () => {
  expect(model.json.$schema).toBe("https://json-schema.org/draft/2020-12/schema");
  expect(JSON.stringify(model.json)).toContain("Requests that each instance serves at once");
});

it("every schema is there as the build made it, and is the one that it would make now", () => {
  const names = Object.keys(DOCUMENT_SCHEMAS).map((of) => `${of} schema`);
  const built = JSON.parse(brotliDecompressSync(readFileSync(join(DIST, "documents.json.br"))).toString()) as object;
  expect(Object.keys(built).sort()).toEqual([...names, "reference"].sort());
  for (const [of, make] of Object.entries(DOCUMENT_SCHEMAS))
    expect(headroom(["schema", "--of", of]).stdout).toBe(`${JSON.stringify(make(), null, 2)}\n`);
});

describe("accepts the shop's own files", () => {
  for (const file of readdirSync("models/shop"))
    it(file, () => expect(model.complaints(readFileSync(`models/shop/${file}`, "utf8"))).toEqual([]));
});

it("accepts the experiment", () =>
  expect(schemaOf("experiment").complaints(readFileSync("experiments/world-cup-semi-final.yaml", "utf8"))).toEqual([]));

describe("refuses", () => {
  const text = readFileSync("models/shop/1-one-machine.yaml", "utf8");
  for (const [what, from, to] of [
    ["an unknown key", "threads: 200", "threds: 200"],
    ["a rate without a unit", "rate: 30/s", "rate: 30"],
    ["a share without a sign", "web.browse: 75%", "web.browse: 75"],
    ["an unknown distribution", "erlang(shape 2, mean 45ms)", "erlag(shape 2, mean 45ms)"],
    ["an unknown type", "type: host", "type: hots"],
    ["a step without a verb", "- query: shop-db.search", "- qery: shop-db.search"],
  ] as const)
    it(what, () => {
      expect(text).toContain(from);
      expect(model.complaints(text.replace(from, to))).not.toEqual([]);
    });
});
