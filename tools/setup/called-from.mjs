/**
 * The folder in which a command of this repository was called, where its relative paths have their meaning: npm runs
 * scripts in the repository.
 */
export function calledFrom(script, env = process.env) {
  return (env.npm_lifecycle_event === script && env.INIT_CWD) || process.cwd();
}
