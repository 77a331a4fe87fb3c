import { renewal } from "../cases/renewal.js";
import { suite } from "../suite.js";

suite(renewal, "long");
