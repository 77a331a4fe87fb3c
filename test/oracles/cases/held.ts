/** What is held while another is asked: a page while it queries, a thread while it waits. */
import { context, exact, exactMean, FEWER, type OracleCase, run, TAIL } from "../case.js";
import * as of from "../quantities.js";

const pages = (traffic: string, steps: string, query: string): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, endpoints: { page: [${steps}] } }
  db: { type: service, threads: 1, endpoints: { query: [{ delay: exponential(${query}) }] } }
`;
const ELEVEN = "{ repeat: 11, steps: [{ call: db.query }] }";

const nPlusOne: OracleCase = {
  id: "B18-nplus1",
  title: "Eleven queries a page, one after the other, against one for all",
  runs: {
    eleven: run(pages("rate: 60/s", ELEVEN, "1ms"), { warmUp: 10, short: 20, long: 3000 }),
    batched: run(pages("rate: 60/s", "{ call: db.query }", "2ms"), { warmUp: 5, short: 20, long: 370 }),
    saturated: run(pages("users: 200, think: exponential(500ms)", ELEVEN, "1ms"), {
      warmUp: 20,
      short: 10,
      long: 100,
      replications: FEWER,
    }),
    idle: run(pages("users: 1, think: 10ms", ELEVEN, "1ms"), { warmUp: 1, short: 10, long: 100 }),
  },
  checks: [
    exactMean("mean page latency, N+1", 0.0323529411765, of.meanSojourn("eleven")),
    exactMean("DB utilisation, N+1", 0.66, of.utilisation("eleven", "db")),
    exactMean("max page rate, N+1", 90.9090909091, of.offeredRate("saturated")),
    exactMean("mean page latency, batched", 0.00227272727273, of.meanSojourn("batched")),
    exactMean("latency with idle DB, N+1", 0.011, of.meanSojourn("idle")),
  ],
};

const threads = (traffic: string): string => `
version: 1
traffic: { users: { ${traffic}, to: web.page } }
parts:
  web: { type: service, threads: 4, endpoints: { page: [{ delay: exponential(100ms) }, { call: db.query }] } }
  db: { type: service, threads: 1, endpoints: { query: [{ delay: exponential(40ms) }] } }
`;

const threadHeld: OracleCase = {
  id: "B29-threadhold",
  title: "A thread is held while it waits for the database",
  runs: {
    open: run(threads("rate: 18/s"), { warmUp: 50, short: 500, long: 16_000 }),
    saturated: run(threads("users: 40"), { warmUp: 20, short: 100, long: 300 }),
  },
  checks: [
    exact("mean response", 0.342250492924, of.meanSojourn("open")),
    exact("mean wait for a thread", 0.161043314741, of.meanWait("open", "web"), TAIL),
    exact("mean DB stage time (queue+service)", 0.0812071781833, of.residence("open", "db")),
    exact("mean busy threads", 3.2617292073, of.busy("open", "web")),
    exact("P(arrival finds all threads busy)", 0.643179946078, of.waitingShare("open", "web")),
    exact("maximum throughput with 4 threads", 21.2520988247, of.offeredRate("saturated")),
    context("response if threads were released during the call (WRONG model)", 0.242857142857, of.meanSojourn("open")),
  ],
};

export const held = [nPlusOne, threadHeld];
