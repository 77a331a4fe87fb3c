import { closed } from "../cases/closed.js";
import { suite } from "../suite.js";

suite(closed, "long");
