import { describe, expect, test } from "vitest";
import { compileNotebook, withParameters } from "../../../tools/jupyter/live/compile/notebook.mjs";
import { type Request, Session } from "../../../tools/jupyter/live/worker/session.mjs";

type Message = Record<string, any>;

/** A library of a page, as far as a session knows it. */
function fakeLibrary() {
  let sink: (output: object) => void;
  const ends: (() => void)[] = [];
  return {
    outputTo: (given: typeof sink) => void (sink = given),
    stop: () => ends.splice(0).forEach((end) => end()),
    show: (text: string) => sink({ data: { "text/plain": text }, update: false }),
    check: (id: string, answer: unknown) => sink({ data: { "text/html": `${id}: ${JSON.stringify(answer)}` }, update: false }), // prettier-ignore
    train: () => new Promise<string>((resolve) => ends.push(() => resolve("stopped"))),
  };
}

/** A session on cells called a, b, c, … of which the first has the parameters; `ask` gives all messages until it is idle. */
function session(...sources: string[]) {
  const cells = sources.map((source, i) => ({ id: String.fromCharCode(97 + i), source }));
  const compiled = withParameters(compileNotebook(cells), "a");
  const messages: Message[] = [];
  let idle: () => void;
  const made = new Session(compiled, fakeLibrary(), (message) => {
    messages.push(message);
    if (message.kind === "idle") idle?.();
  });
  const send = (request: Request): void => made.receive(request);
  const ask = async (request: Request): Promise<Message[]> => {
    const first = messages.length;
    const done = new Promise<void>((resolve) => (idle = resolve));
    send(request);
    await done;
    return messages.slice(first);
  };
  const run = (values: Record<string, unknown>, cellsToRun: string, number = 1): Promise<Message[]> =>
    ask({ run: number, values, todo: cellsToRun.split("").map((cell) => ({ cell })) });
  return { send, ask, run, messages };
}

const kinds = (messages: Message[]): string => messages.map(({ cell = "", kind }) => `${cell}:${kind}`).join(" "); // prettier-ignore

describe("cells that run again", () => {
  const IMPORT = 'import { show, check, train } from "vanishing-gradients";';

  test("take the values and what the cells above gave, and put out what they show, print and end in", async () => {
    const { run } = session("const x = 1;", `${IMPORT} const y = x + 1; show(\`y \${y}\`);`, "console.log('%s of', y, [1]); [y, -0]"); // prettier-ignore
    const said = (messages: Message[]): unknown[] =>
      messages.flatMap(({ text, data }) => text ?? data?.["text/plain"] ?? []);
    expect(said(await run({ x: 1 }, "bc"))).toEqual(["y 2", "2 of [ 1 ]\n", "[ 2, -0 ]"]);
    expect(said(await run({ x: 5 }, "bc"))).toEqual(["y 6", "6 of [ 1 ]\n", "[ 6, -0 ]"]);
  });

  test("tell of an error the line and column, through the cells that it passed, and skip what needs the cell", async () => {
    const { run } = session(
      "const x = 1;",
      "const f = () => {\n  null.field;\n};",
      "const z = 1;\n  f();",
      "z;",
      "1;",
    );
    const messages = await run({}, "bcde");
    expect(kinds(messages)).toBe(
      "b:begin b:end c:begin c:failed c:end d:skipped e:begin e:output e:end :idle",
    );
    const { name, frames } = messages.find(({ kind }) => kind === "failed")!;
    expect(name).toBe("TypeError");
    expect(frames).toEqual([
      { cell: "b", line: 1, column: 7 },
      { cell: "c", line: 1, column: 2 },
    ]);
  });

  test("end what trains when something else is to run, which then runs", async () => {
    const { send, run, messages } = session("const x = 1;", `${IMPORT} const ended = await train(); show(ended);`, "show(String(x));"); // prettier-ignore
    send({ run: 1, values: { x: 1 }, todo: [{ cell: "b" }, { cell: "c" }] });
    await Promise.resolve();
    await run({ x: 2 }, "c", 2);
    expect(kinds(messages)).toBe("b:begin b:output b:end c:begin c:output c:end :idle");
    expect(messages.filter(({ kind }) => kind === "end")).toMatchObject([{ run: 1, interrupted: true }, { run: 2, interrupted: false }]); // prettier-ignore
  });

  test("are not skipped for what a cell threw when it was abandoned", async () => {
    const { send, run, messages } = session("const x = 1;", `${IMPORT} const ended = x > 1 || (await train()).missing.length;`, "show(String(ended));"); // prettier-ignore
    send({ run: 1, values: { x: 1 }, todo: [{ cell: "b" }] });
    await Promise.resolve();
    await run({ x: 2 }, "bc", 2);
    expect(kinds(messages)).toBe("b:begin b:failed b:end b:begin b:end c:begin c:output c:end :idle");
  });

  test("judge an answer as a notebook would take it", async () => {
    const { ask } = session("const x = 1;", `${IMPORT} check("q");`);
    const judged = async (answer: string): Promise<string> => {
      const messages = await ask({ cell: "b", exercise: "q", answer });
      return messages.find(({ data }) => data)!.data["text/html"];
    };
    for (const [typed, taken] of [
      ["1/4", "0.25"],
      ["2^-1", "0.5"],
      ["−3", "-3"],
      ["sqrt(4)", "2"],
      ["[1, 2]", "[1,2]"],
      ["1, 2", "[1,2]"],
      ["relu", '"relu"'],
      ["close", '"close"'],
      ['"a b"', '"a b"'],
      ["a b", '"a b"'],
      ["true", "true"],
    ])
      // prettier-ignore
      expect(await judged(typed)).toBe(`q: ${taken}`);
  });
});
