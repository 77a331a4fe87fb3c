/** Prints the language's reference; `npm run reference` writes it to models/README.md. */
import { reference } from "../model/language/reference.js";
import { stdout } from "./kit/terminals.js";

stdout.write(reference());
