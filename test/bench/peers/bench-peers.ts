/**
 * Headroom beside other simulators, each in its own idiom: whole processes, in turns, by CPU time.
 *
 * `npm run bench:peers [-- --requests 200000] [--rounds 5] [--svg FILE]`. What is not installed is said and left out.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { median, ratioOf } from "../ratio.js";
import { type Agreement, agreement } from "./agreement.js";
import { findPeers, headroom, npmPeers, type Program } from "./peers.js";
import { drawPeers } from "./picture.js";
import { processCpu } from "./process-cpu.js";
import { type Question, questions } from "./questions.js";
import type { Row } from "./row.js";

/** Of one program and one question, one value a round. */
interface Rounds {
  readonly whole: number[]; // s of CPU, at the number of requests asked for.
  readonly added: number[]; // s of CPU a request.
  readonly means: number[];
}

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "200000" },
    rounds: { type: "string", default: "5" },
    svg: { type: "string", default: "output/peers/peers.svg" },
  },
});
const [requests, rounds] = [Number(values.requests), Number(values.rounds)];

const folder = mkdtempSync(join(tmpdir(), "headroom-peers-"));
try {
  const rows = compare();
  mkdirSync(dirname(values.svg), { recursive: true });
  writeFileSync(values.svg, drawPeers(rows, requests, new Date().toISOString().slice(0, 10)));
} finally {
  rmSync(folder, { recursive: true });
}

function compare(): Row[] {
  install();
  const { found, missing } = findPeers(requests, join(folder, "node_modules"));
  for (const name of missing) console.log(`${name} is not installed, and left out`);
  console.log(`${requests} requests, medians of ${rounds} rounds, CPU time ÷ that of Headroom\n`);
  console.log("question      peer               whole process   added request   mean (theory)");
  return questions.flatMap((question) => compareOn(question, found));
}

function compareOn(question: Question, peers: readonly Program[]): Row[] {
  const [ours, ...theirs] = measure(question, [headroom(requests, folder), ...peers]);
  const rows = peers.map((peer, i): Row => {
    const { whole, added, means } = theirs[i]!;
    const against = (all: readonly number[], own: readonly number[]) => ratioOf(all.map((each, n) => [each, own[n]!]));
    return {
      question: question.title,
      peer: peer.name,
      whole: peer.lengths[1] === requests ? against(whole, ours!.whole) : null,
      added: against(added, ours!.added),
      agreement: agreement(means, question.mean),
    };
  });
  const own = agreement(ours!.means, question.mean);
  const seconds = `${median(ours!.whole).toFixed(2)} s, ${(1e6 * median(ours!.added)).toFixed(2)} µs a request`;
  console.log(`${question.title.padEnd(14)}${"Headroom".padEnd(19)}${seconds.padEnd(32)}${said(own, question.mean)}`);
  for (const { peer, whole, added, agreement: one } of rows) {
    const ratios = [whole, added].map((ratio) => (ratio === null ? "–" : ratio.toFixed(1)).padStart(13)).join("   ");
    console.log(`${" ".repeat(14)}${peer.padEnd(19)}${ratios}   ${said(one, question.mean)}`);
  }
  return rows;
}

function said({ mean, halfWidth, agrees }: Agreement, theory: number): string {
  const verdict = agrees ? "" : ", which is WRONG";
  return `${mean.toPrecision(4)} ± ${halfWidth.toPrecision(2)} (${theory.toPrecision(4)})${verdict}`;
}

/** Round by round, so that what the machine does meanwhile is shared by all. */
function measure(question: Question, programs: readonly Program[]): Rounds[] {
  const all = programs.map((): Rounds => ({ whole: [], added: [], means: [] }));
  for (let seed = 1; seed <= rounds; seed++)
    programs.forEach((program, i) => {
      const [short, long] = program.lengths.map((n) => processCpu(program.command(question, n, seed), program.env));
      const { whole, added, means } = all[i]!;
      whole.push((program.lengths[0] === requests ? short! : long!).seconds);
      added.push((long!.seconds - short!.seconds) / (program.lengths[1] - program.lengths[0]));
      means.push(program.meanOf(long!.printed));
    });
  return all;
}

function install(): void {
  try {
    execFileSync("npm", ["install", "--no-save", "--prefix", folder, ...npmPeers], { stdio: "ignore" });
  } catch {
    console.log(`npm cannot install ${npmPeers.join(" and ")}`);
  }
}
