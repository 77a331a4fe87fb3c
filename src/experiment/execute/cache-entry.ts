/** Measurements as bytes: compact, exact (infinities and −0 too), and safe to read back after any accident. */
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import type { Measurements } from "../../model/wiring/measurements.js";
import { type Packed, pack, unpack } from "./packed.js";

const HASH_BYTES = 32;
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } }; // Half the time of deflate’s quickest, and smaller.

/** @param key of the job, so that an entry under another name is not believed */
export function encode(key: string, measured: Measurements): Buffer {
  const content = brotliCompressSync(serialize(pack(measured)), QUICK);
  return Buffer.concat([hashOf(key, content), content]);
}

/** @returns null of anything but the whole of what was encoded for this key */
export function decode(key: string, entry: Buffer): Measurements | null {
  const content = entry.subarray(HASH_BYTES);
  if (!hashOf(key, content).equals(entry.subarray(0, HASH_BYTES))) return null;
  return unpack(deserialize(brotliDecompressSync(content)) as Packed);
}

const hashOf = (key: string, content: Buffer): Buffer => createHash("sha256").update(key).update(content).digest();
