import { held } from "../cases/held.js";
import { suite } from "../suite.js";

suite(held, "long");
