/**
 * Where a file of an npm package is that is installed only by those who want it.
 * @throws Error with `missing`, which names the command, where the package is not installed
 */
export function optionalFile(file: string, missing: string): string {
  try {
    return require.resolve(file);
  } catch (cause) {
    throw new Error(missing, { cause });
  }
}
