import { afterAll, beforeAll, expect, test } from "vitest";
import { Kernel } from "../support/kernel";

let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
});
afterAll(() => kernel?.stop());

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `${i}\n`).join("");

test("floods of lines and of outputs arrive whole, again and again", async () => {
  await kernel.run('import { display } from "tslab";');
  for (let round = 0; round < 50; round++) {
    kernel.forget();
    const { stdout } = await kernel.run("for (let i = 0; i < 100_000; i++) console.log(i);");
    expect(stdout === lines(100_000), `${stdout.length} characters in round ${round}`).toBe(true);
    const { published } = await kernel.run("for (let i = 0; i < 5000; i++) display.text(String(i));");
    const shown = published.flatMap(({ type, content }) =>
      type === "display_data" ? content.data["text/plain"] : [],
    );
    const whole = `${shown.join("\n")}\n` === lines(5000);
    expect(whole, `${shown.length} outputs from ${shown[0]} to ${shown.at(-1)} in round ${round}`).toBe(true);
  }
});
