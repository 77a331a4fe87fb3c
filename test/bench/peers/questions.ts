/** What every program is asked, with the answer by theory. */
import { mmc } from "../../../src/analysis/theory/mmc.js";

export interface Question {
  readonly name: "w1" | "w2" | "web";
  readonly title: string;
  readonly file: string; // Headroom's.
  readonly rate: number; // Arrivals a second.
  readonly mean: number; // From arrival to answer, s.
}

const RENDER = 0.02;
const QUERY = 0.16;
const MISSED = 0.5;

export const questions: readonly Question[] = [
  { name: "w1", title: "M/M/1", file: "models/bench/w1.yaml", rate: 0.9, mean: mmc(0.9, 1, 1).meanSojourn },
  { name: "w2", title: "M/M/16", file: "models/bench/w2.yaml", rate: 14.4, mean: mmc(14.4, 1, 16).meanSojourn },
  {
    name: "web",
    title: "a web stack",
    file: "test/bench/peers/web.yaml",
    rate: 200,
    // Threads never run out (128, of which 20 are busy), so it is a network with a product form.
    mean: RENDER + MISSED * mmc(200 * MISSED, 1 / QUERY, 20).meanSojourn,
  },
];
