import { deliveriesAndPolls } from "../cases/deliveries.js";
import { suite } from "../suite.js";

suite(deliveriesAndPolls, "long");
