import { samplers } from "../cases/samplers.js";
import { suite } from "../suite.js";

suite(samplers, "long");
