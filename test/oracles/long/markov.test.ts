import { markov } from "../cases/markov.js";
import { suite } from "../suite.js";

suite(markov, "long");
