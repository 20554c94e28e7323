// Runs before each test file, also where files share a process and its modules.
import fc from "fast-check";
import { afterAll } from "vitest";
import { end } from "./support/at-end";
import { compareByNumbers } from "./support/same-numbers";

/** Every property test draws the same cases in every run; a case that it finds is kept as an example of its own. */
fc.configureGlobal({ seed: 20_240 });
afterAll(end);
compareByNumbers();
