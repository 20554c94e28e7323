import { afterAll, beforeAll, expect, test } from "vitest";
import { Kernel } from "../../support/kernel";

let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
});
afterAll(() => kernel?.stop());

/** Starts a cell, interrupts it once it has said `word`, and gives what came of it. */
async function interrupted(code: string, word: string) {
  const id = await kernel.sendCode(code);
  await kernel.message(({ parent, content }) => parent === id && !!content.text?.includes(word));
  kernel.interrupt();
  return kernel.outcome(id);
}

test("an interrupt while a cell is compiled is heard: the cell does not run", async () => {
  // A busy machine may be too late with the interrupt: then the cell is compiled already, and a longer one follows.
  let said = "ran\n";
  for (let length = 300; said !== "" && length <= 4800; length *= 4) {
    const code = Array.from({ length }, (_, i) => `const c${i} = [${i}].map((x) => ({ x }))[0].x;`);
    const id = await kernel.sendCode(`${code.join("\n")}\nconsole.log("ran");\nawait new Promise(() => {});`);
    await kernel.message(({ type, parent }) => type === "execute_input" && parent === id);
    kernel.interrupt();
    const { reply, stdout } = await kernel.outcome(id);
    expect(reply).toMatchObject({ status: "error", ename: "Interrupted" });
    said = stdout;
  }
  expect(said).toBe("");
});

test("a cell that was not run runs when it is started again", async () => {
  const { stdout } = await kernel.run('console.log("again")');
  expect(stdout).toBe("again\n");
});

const spin = "const end = Date.now() + 20_000; while (Date.now() < end);";

test("an interrupt in a first part that never pauses is heard, also behind the listeners that it adds", async () => {
  const listening = `process.once("SIGINT", () => console.log("heard"));`;
  const code = `${listening} console.log("begun"); ${spin} console.log("ended"); await 1;`;
  const { reply, stdout } = await interrupted(code, "begun");
  expect(reply.ename).toBe("Interrupted");
  expect(stdout).toBe("begun\nheard\n");
});

test("a listener that is added in a first part hears the interrupts after it, and the kernel lives on", async () => {
  const code = `const note = () => console.log("noted"); process.on("SIGINT", note);
    setTimeout(() => console.log("waiting"), 50); await new Promise(() => {});`;
  const { reply, stdout } = await interrupted(code, "waiting");
  expect(reply.ename).toBe("Interrupted");
  expect(stdout).toBe("waiting\nnoted\n");
  expect((await kernel.run('console.log("alive")')).stdout).toBe("alive\n");
});

test("all this leaves nothing in the server's log", () => expect(kernel.log).toBe(""));
