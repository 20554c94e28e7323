import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { temporaryFolder } from "../../support/folders";
import { Kernel } from "../../support/kernel";

let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
});
afterAll(() => kernel?.stop());

/** What a cell can wait for, as an expression on `existsSync`, and what lets it go on. */
function gate(): { waits: string; go: () => void } {
  const mark = join(temporaryFolder(), "mark");
  return { waits: `existsSync(${JSON.stringify(mark)})`, go: () => writeFileSync(mark, "") };
}

const statuses = async (ids: string[]): Promise<string[]> =>
  (await Promise.all(ids.map((id) => kernel.outcome(id)))).map(({ reply }) => reply.status);

test("an error is published and replied with its name, its message and its traceback", async () => {
  const { reply, published, stderr } = await kernel.run('throw new RangeError("depth is 0");');
  const error = published.find(({ type }) => type === "error")?.content;
  expect(error).toMatchObject({ ename: "RangeError", evalue: "depth is 0", traceback: expect.any(Array) });
  expect(reply).toMatchObject({ status: "error", ...error });
  expect(stderr).toBe("");
});

test("what TypeScript refuses is an error too", async () => {
  const { reply } = await kernel.run('const depth: number = "deep";');
  expect(reply).toMatchObject({
    status: "error",
    ename: expect.any(String),
    evalue: expect.stringContaining("number"),
  });
});

test("requests that came before a failure's reply are aborted, and the next one runs", async () => {
  const { waits, go } = gate();
  const first = `import { existsSync } from "fs"; while (!${waits}) await new Promise((done) => setTimeout(done, 10)); throw new Error("first");`;
  const ids = await Promise.all([first, "2;", "3;"].map((code) => kernel.sendCode(code)));
  go();
  await kernel.message(({ type, parent }) => type === "execute_reply" && parent === ids[0]);
  const next = await kernel.sendCode("4;");
  expect(await statuses([...ids, next])).toEqual(["error", "aborted", "aborted", "ok"]);
});

test("requests that waited in the socket while a cell failed without a pause are aborted too", async () => {
  const { waits, go } = gate();
  // What was sent is on its way; the kernel does nothing meanwhile.
  const arrive = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);";
  const first = `import { existsSync } from "fs"; while (!${waits}); ${arrive} throw new Error("first");`;
  const ids = [await kernel.sendCode(first)];
  for (let i = 0; i < 20; i++) ids.push(await kernel.sendCode(`${i};`));
  go();
  expect(await statuses(ids)).toEqual(["error", ...Array.from({ length: 20 }, () => "aborted")]);
});

test("after an error that the client expects, waiting requests run", async () => {
  const expected = await kernel.sendCode('throw new Error("expected");', { stop_on_error: false });
  expect(await statuses([expected, await kernel.sendCode("5;")])).toEqual(["error", "ok"]);
});

test("an interrupt ends an endless cell, and everything printed before has arrived", async () => {
  const id = await kernel.sendCode("for (let i = 0; ; i++) console.log(i);");
  await kernel.message(({ type, parent }) => type === "stream" && parent === id);
  kernel.interrupt();
  const { reply, stdout } = await kernel.outcome(id);
  expect(reply.status).toBe("error");
  const numbers = stdout.trimEnd().split("\n").map(Number);
  expect(numbers.findIndex((number, i) => number !== i)).toBe(-1);
});

test("an interrupt by message ends a cell that awaits", async () => {
  const id = await kernel.sendCode("await new Promise(() => {});");
  await kernel.message(({ type, parent }) => type === "execute_input" && parent === id);
  expect((await kernel.request("interrupt_request", {}, "control")).reply).toEqual({ status: "ok" });
  expect((await kernel.outcome(id)).reply.status).toBe("error");
});

test("completion answers while a cell awaits, and counts letters as the protocol does", async () => {
  const { waits, go } = gate();
  const id = await kernel.sendCode(`while (!${waits}) await new Promise((done) => setTimeout(done, 10));`);
  const code = 'const 𝔼 = "𝔼"; Math.flo';
  const { reply } = await kernel.request("complete_request", { code, cursor_pos: [...code].length });
  expect(reply).toMatchObject({
    status: "ok",
    cursor_start: [...code].length - 3,
    cursor_end: [...code].length,
  });
  expect(reply.matches).toContain("floor");
  go();
  await kernel.outcome(id);
});

test("a silent request has no number, no input and no place in the history", async () => {
  const before = (await kernel.run("1;")).reply.execution_count;
  const { published } = await kernel.run("console.log('quiet');", { silent: true, store_history: false });
  expect(published.map(({ type }) => type)).toEqual(["status", "stream", "status"]);
  expect((await kernel.run("2;")).reply.execution_count).toBe(before + 1);
  const { reply } = await kernel.request("history_request", {
    hist_access_type: "tail",
    n: 2,
    raw: true,
    output: false,
  });
  expect(reply.history).toEqual([[1, before, "1;"], [1, before + 1, "2;"]]); // prettier-ignore
});

test("what other clients ask is answered as the protocol says", async () => {
  const ask = async (type: string, content = {}): Promise<object> =>
    (await kernel.request(type, content)).reply;
  expect(await ask("comm_info_request", { target_name: "jupyter.widget" })).toEqual({
    status: "ok",
    comms: {},
  });
  expect(await ask("connect_request")).toMatchObject({ status: "ok", shell_port: expect.any(Number) });
  expect(await ask("debug_request", { seq: 3, command: "attach" })).toMatchObject({
    request_seq: 3,
    success: false,
  });
  expect(await ask("kernel_info_request")).toMatchObject({
    status: "ok",
    language_info: { name: "typescript" },
  });
});

test("whoever opens a channel to a widget is told that it is closed, and unknown messages are taken in silence", async () => {
  const opened = await kernel.send("comm_open", { comm_id: "c1", target_name: "jupyter.widget", data: {} });
  const closed = await kernel.message(({ type, parent }) => type === "comm_close" && parent === opened);
  expect(closed.content).toEqual({ comm_id: "c1", data: {} });
  const unknown = await kernel.send("no_such_request");
  await kernel.message(({ parent, content }) => parent === unknown && content.execution_state === "idle");
  expect(kernel.messages.filter(({ parent, channel }) => parent === unknown && channel === "shell")).toEqual(
    [],
  );
});

test("the kernel's messages carry a session of their own, by which a client tells it from the next", async () => {
  const sessions = new Set(kernel.messages.map(({ session }) => session));
  expect(sessions.size).toBe(1);
});

test("all this leaves nothing in the server's log", () => expect(kernel.log).toBe(""));
