/** The failure that led here goes on, for the same cause. */
import { FAILED, type Outcome } from "../../engine/step.js";
import { InstantStep } from "./instant-step.js";

export class FailAgain extends InstantStep {
  enter(): Outcome {
    return FAILED;
  }
}
