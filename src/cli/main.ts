#!/usr/bin/env node
/**
 * Where the command starts: on a Node that is too old it says which it needs, and loads nothing. So this file imports
 * nothing before it has looked, and is written in what Node 14 understands.
 */
const OLDEST = 20; // Some of 20 and 22 are older than package.json asks for, and do.

if (Number.parseInt(process.versions.node, 10) >= OLDEST) import("./program.js");
else {
  console.error(`headroom: needs Node 20.19, 22.12 or later; this is Node ${process.versions.node}`);
  process.exitCode = 2; // EXIT.usage
}
