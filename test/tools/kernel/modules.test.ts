import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { eventually } from "../../support/eventually";
import { temporaryFolder } from "../../support/folders";
import { Kernel } from "../../support/kernel";

test("a package that a cell did not find is found once it is installed, also when a file beside the notebook changed meanwhile", async () => {
  const folder = temporaryFolder();
  const beside = join(folder, "beside.ts");
  writeFileSync(beside, "export const one = 1;\n");
  const kernel = new Kernel({ folder });
  onTestFinished(() => kernel.stop());
  await kernel.ready;
  const imports = 'import { two } from "not-yet"; console.log(two);';
  await kernel.run('import { one } from "./beside"; console.log(one);');
  expect((await kernel.run(imports)).reply.status).toBe("error");
  writeFileSync(beside, "export const one = 3;\n");
  const installed = join(folder, "node_modules", "not-yet");
  mkdirSync(installed, { recursive: true });
  writeFileSync(
    join(installed, "package.json"),
    '{ "name": "not-yet", "main": "index.js", "types": "index.d.ts" }',
  );
  writeFileSync(join(installed, "index.d.ts"), "export const two: number;\n");
  writeFileSync(join(installed, "index.js"), "exports.two = 2;\n");
  await eventually(async () => (await kernel.run(imports)).stdout).toBe("2\n");
  expect((await kernel.run("console.log(4);")).stdout).toBe("4\n");
  expect(kernel.log).toBe("");
});
