import { disciplines } from "../cases/disciplines.js";
import { suite } from "../suite.js";

suite(disciplines, "long");
