import { families } from "../cases/index.js";
import { suite } from "../suite.js";

suite(families.impatience, "long");
