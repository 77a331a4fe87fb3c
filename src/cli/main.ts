#!/usr/bin/env node
/**
 * The entry point. On a Node that is too old it says which is needed. So this file imports nothing before the check, and
 * uses only syntax of Node 14.
 */
const OLDEST = 20; // Some of 20 and 22 are older than package.json asks for, and do.

if (Number.parseInt(process.versions.node, 10) >= OLDEST) import("./start.js").then(({ start }) => start());
else {
  console.error(`headroom: needs Node 20.19, 22.12 or later; this is Node ${process.versions.node}`);
  process.exitCode = 2; // EXIT.usage
}
