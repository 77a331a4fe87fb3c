import { unequal } from "../cases/unequal.js";
import { suite } from "../suite.js";

suite(unequal, "long");
