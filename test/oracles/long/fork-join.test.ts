import { forkJoins } from "../cases/fork-join.js";
import { suite } from "../suite.js";

suite(forkJoins, "long");
