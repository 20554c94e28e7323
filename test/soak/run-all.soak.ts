import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { root } from "../support/jupyter";
import { Kernel } from "../support/kernel";
import { codeOf, runAll, trend } from "../support/run-all";

/** Run Alls of each notebook; `RUN_ALLS=8 npm run soak -- run-all` is a shorter form. */
const RUN_ALLS = Number(process.env.RUN_ALLS ?? 50);
/** Rounds in which the compiler and the libraries still fill their caches. */
const WARM_UP = Math.min(10, Math.floor(RUN_ALLS / 3));
const MB = 2 ** 20;

/**
 * Frees what nothing holds: else the size is a matter of when the collector last ran. What V8 caches of a cell's script, 1.2 KB,
 * is let go by collections that it makes by itself, and kept by these.
 */
const COLLECT = `(require("v8") as any).setFlagsFromString("--expose-gc");
  for (let i = 0; i < 2; i++) require("vm").runInNewContext("gc")();`;

let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
});
afterAll(() => kernel?.stop());

const folder = join(root, "notebooks");
const notebooks = readdirSync(folder).filter((name) => name.endsWith(".ipynb"));

test.each(notebooks)(
  "%s runs again and again in one kernel, shows the same and keeps its memory",
  async (name) => {
    const cells = codeOf(join(folder, name));
    const memory: number[] = [];
    let first: string[][] | undefined;
    for (let round = 0; round < RUN_ALLS; round++) {
      kernel.forget();
      const shown = await runAll(kernel, cells);
      expect(shown, `round ${round}`).toEqual((first ??= shown));
      expect((await kernel.run(COLLECT)).reply.status).toBe("ok");
      memory.push((await kernel.memory()) / MB);
    }
    const { slope, error } = trend(memory.slice(WARM_UP));
    console.log(
      `${name}: ${memory.map(Math.round).join(" ")} MB; ${slope.toFixed(2)} ± ${error.toFixed(2)} MB a round`,
    );
    expect(slope - 3 * error, "growth in MB a round").toBeLessThan(1);
  },
);

test("ten cells a second for a minute answer each for itself", async () => {
  kernel.forget();
  const ids: string[] = [];
  for (let i = 0; i < 600; i++) {
    ids.push(await kernel.sendCode(`console.log("cell ${i}"); ${i}`));
    await new Promise((done) => setTimeout(done, 100));
  }
  const outcomes = await Promise.all(ids.map((id) => kernel.outcome(id)));
  expect(outcomes.map(({ stdout }) => stdout)).toEqual(ids.map((_, i) => `cell ${i}\n`));
});

test("all this leaves nothing in the server's log", () => expect(kernel.log).toBe(""));
