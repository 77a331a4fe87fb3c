import { replicas } from "../cases/replicas.js";
import { suite } from "../suite.js";

suite(replicas, "long");
