import type { Exercise } from "../../exercises/exercise";
import { parts } from "./parts";

/** The exercises that the page has: those of its own notebook, once it has brought them. */
export const exercises: Record<string, Exercise> = {};

/**
 * Takes the exercises of a notebook, which `check` knows from then on.
 * @param script what dist/exercises.json has for the notebook
 */
export function addExercises(script: string): void {
  const module = { exports: {} as Record<string, Record<string, Exercise>> };
  // oxlint-disable-next-line typescript/no-implied-eval
  new Function("module", "require", script)(module, () => parts);
  Object.assign(exercises, ...Object.values(module.exports));
}
