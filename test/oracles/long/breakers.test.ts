import { breakers } from "../cases/breakers.js";
import { suite } from "../suite.js";

suite(breakers, "long");
