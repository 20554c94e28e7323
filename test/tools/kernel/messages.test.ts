import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../support/folders";
import { Kernel, printed, type Message } from "../../support/kernel";

// One kernel for all tests: the 512 messages after which tslab's hung are a matter of its whole life.
let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
});
afterAll(() => kernel?.stop());

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `${i}\n`).join("");
const types = (messages: Message[]): string[] => messages.map(({ type }) => type);

test("100 000 lines of one cell arrive, in order, in few messages", async () => {
  const { stdout, published } = await kernel.run("for (let i = 0; i < 100_000; i++) console.log(i);");
  expect(stdout === lines(100_000)).toBe(true);
  expect(published.length).toBeLessThan(10_000);
});

test("5000 outputs of one cell that never yields arrive, each once and in order", async () => {
  const { published } = await kernel.run(
    'import { display } from "tslab"; for (let i = 0; i < 5000; i++) display.text(String(i));',
  );
  const shown = published
    .filter(({ type }) => type === "display_data")
    .map(({ content }) => content.data["text/plain"]);
  expect(shown.join("\n") + "\n" === lines(5000), `${shown.length} from ${shown[0]} to ${shown.at(-1)}`).toBe(
    true,
  );
});

// 600 messages and more, in a kernel whose life has seen thousands.
test("150 cells one after another all come to their end", async () => {
  for (let i = 0; i < 150; i++) expect((await kernel.run(`console.log(${i})`)).stdout).toBe(`${i}\n`);
});

test("a cell is busy, input, outputs, value, idle, in the order in which they came to be", async () => {
  const { published, reply } = await kernel.run(
    'console.log("a"); console.error("b"); console.log("c"); display.text("d"); console.log("e"); 6',
  );
  expect(types(published)).toEqual([
    "status",
    "execute_input",
    ...Array.from({ length: 3 }, () => "stream"),
    "display_data",
    "stream",
    "execute_result",
    "status",
  ]);
  expect(published.flatMap(({ content }) => content.text ?? [])).toEqual(["a\n", "b\n", "c\n", "e\n"]);
  expect(reply).toMatchObject({ status: "ok", execution_count: published[1].content.execution_count });
});

test("waiting cells become busy only when their turn comes", async () => {
  kernel.forget();
  const codes = ["await new Promise((done) => setTimeout(done, 50));", "1;", "2;"];
  const ids = await Promise.all(codes.map((code) => kernel.sendCode(code)));
  await Promise.all(ids.map((id) => kernel.outcome(id)));
  const states = kernel.messages.filter(({ type }) => type === "status");
  expect(states.map(({ parent, content }) => [ids.indexOf(parent), content.execution_state])).toEqual(
    [0, 1, 2].flatMap((i) => [[i, "busy"], [i, "idle"]]), // prettier-ignore
  );
});

test("what a cell that never yields prints is seen before it ends", async () => {
  const mark = join(temporaryFolder(), "seen");
  const id = await kernel.sendCode(
    `import * as fs from "fs"; console.log("begun"); while (!fs.existsSync(${JSON.stringify(mark)})); console.log("ended");`,
  );
  await kernel.message(({ parent, content }) => parent === id && content.text === "begun\n");
  writeFileSync(mark, "");
  expect((await kernel.outcome(id)).stdout).toBe("begun\nended\n");
});

test("timers and promises write below the cell that started them, also while another one runs", async () => {
  const first = await kernel.sendCode(`
    let release = () => {};
    const opened = new Promise<void>((done) => (release = done));
    void (async () => { await opened; console.log("after a promise"); display.text("shown"); })();
    const tick = setInterval(() => console.log("tick"), 5);`);
  await kernel.outcome(first);
  const second = await kernel.run(`
    console.log("second");
    release();
    await new Promise((done) => setTimeout(done, 50));
    clearInterval(tick);`);
  expect(second.stdout).toBe("second\n");
  expect(types(second.published)).not.toContain("display_data");
  expect(printed(kernel.published(first), "stdout")).toMatch(/^(tick\n)*after a promise\n(tick\n)+$/);
  expect(types(kernel.published(first))).toContain("display_data");
});

test("an error that nobody catches is told below its cell, and the kernel lives on", async () => {
  const id = await kernel.sendCode(`
    setTimeout(() => { throw new RangeError("thrown late"); }, 1);
    void Promise.reject(new RangeError("rejected"));`);
  await kernel.outcome(id);
  const told = (text: string): Promise<Message> =>
    kernel.message(
      ({ parent, content }) => parent === id && content.name === "stderr" && content.text.includes(text),
    );
  await Promise.all(["thrown late", "rejected"].map(told));
  expect((await kernel.run("7;")).reply.status).toBe("ok");
});

test("`write` calls back, takes bytes and encodings, and joins a character that lies in two chunks", async () => {
  const { stdout, reply } = await kernel.run(`
    const euro = Buffer.from("€");
    const write = (...args: any[]) => new Promise<void>((done) => void (process.stdout.write as any)(...args, done));
    await write("a");
    await write("0a", "hex");
    process.stdout.write(euro.subarray(0, 1));
    await write(euro.subarray(1));`);
  expect(reply.status).toBe("ok");
  expect(stdout).toBe("a\n€");
});

test("promises and timers look as in plain Node.js, without the traces of their cell", async () => {
  const { stdout } = await kernel.run("console.log(Promise.resolve(1), new Promise(() => {}));");
  expect(stdout).toBe("Promise { 1 } Promise { <pending> }\n");
});

test("cells at ten in a second answer each for itself", async () => {
  const ids: string[] = [];
  for (let i = 0; i < 30; i++) {
    ids.push(await kernel.sendCode(`console.log("cell ${i}"); ${i}`));
    await new Promise((done) => setTimeout(done, 100));
  }
  const outcomes = await Promise.all(ids.map((id) => kernel.outcome(id)));
  expect(outcomes.map(({ stdout }) => stdout)).toEqual(ids.map((_, i) => `cell ${i}\n`));
  expect(outcomes.map(({ reply }) => reply.execution_count - outcomes[0].reply.execution_count)).toEqual(
    ids.map((_, i) => i),
  );
});

test("all this leaves nothing in the server's log", () => expect(kernel.log).toBe(""));
