import { balancers } from "../cases/balancers.js";
import { suite } from "../suite.js";

suite(balancers, "long");
