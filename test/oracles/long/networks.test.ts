import { networks } from "../cases/networks.js";
import { suite } from "../suite.js";

suite(networks, "long");
