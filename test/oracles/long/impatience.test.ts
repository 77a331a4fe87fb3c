import { impatience } from "../cases/impatience.js";
import { suite } from "../suite.js";

suite(impatience, "long");
