import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { ended, root, startPython } from "../../support/jupyter";

test("Jupyter's own tests for kernels pass, but for a pager, which this kernel has not", async () => {
  const program = fileURLToPath(new URL("suite.py", import.meta.url));
  const { code, stderr } = await ended(startPython([program], { cwd: `${root}/notebooks` }));
  expect(code, stderr).toBe(0);
  const results = [...stderr.matchAll(/^(test_\w+) .* \.\.\. (.+)$/gm)].map(([, name, result]) => [
    name,
    result,
  ]);
  expect(results.length).toBeGreaterThanOrEqual(13);
  expect(results.filter(([, result]) => result !== "ok")).toEqual([
    ["test_pager", "skipped 'No code page something'"],
  ]);
});
