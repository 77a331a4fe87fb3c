import { stability } from "../cases/stability.js";
import { suite } from "../suite.js";

suite(stability, "long");
