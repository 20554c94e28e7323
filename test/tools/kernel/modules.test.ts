import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { eventually } from "../../support/eventually";
import { temporaryFolder } from "../../support/folders";
import { Kernel } from "../../support/kernel";

const folder = temporaryFolder();
const beside = join(folder, "beside.ts");
let kernel: Kernel;

function install(name: string, files: Record<string, string>): void {
  const installed = join(folder, "node_modules", name);
  mkdirSync(installed, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(installed, file), text);
}

beforeAll(async () => {
  writeFileSync(beside, "export const one = 1;\n");
  install("@types/of-the-reader", { "index.d.ts": "declare function ofTheReader(): 7;\n" });
  kernel = new Kernel({ folder });
  await kernel.ready;
});
afterAll(() => kernel.stop());

test("a cell knows the types that the reader has installed, and Node's, but not those of this repository's own tests", async () => {
  const told = await kernel.run(
    "let seven: ReturnType<typeof ofTheReader> = 7; console.log(seven, process.argv.length > 0);",
  );
  expect(told.stdout).toBe("7 true\n");
  expect((await kernel.run("seven = 8;")).reply.evalue).toContain("7");
  expect((await kernel.run("let assertion: Chai.Assertion;")).reply.evalue).toContain("Chai");
});

test("a package that a cell did not find is found once it is installed, also when a file beside the notebook changed meanwhile", async () => {
  const imports = 'import { two } from "not-yet"; console.log(two);';
  await kernel.run('import { one } from "./beside"; console.log(one);');
  expect((await kernel.run(imports)).reply.status).toBe("error");
  writeFileSync(beside, "export const one = 3;\n");
  install("not-yet", {
    "package.json": '{ "name": "not-yet", "main": "index.js", "types": "index.d.ts" }',
    "index.d.ts": "export const two: number;\n",
    "index.js": "exports.two = 2;\n",
  });
  await eventually(async () => (await kernel.run(imports)).stdout).toBe("2\n");
  expect((await kernel.run("console.log(4);")).stdout).toBe("4\n");
  expect(kernel.log).toBe("");
});
