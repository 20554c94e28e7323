import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Kernel, type Outcome } from "../../support/kernel";

// One reader's session: cells are numbered as they are run.
let kernel: Kernel;
beforeAll(async () => {
  kernel = new Kernel();
  await kernel.ready;
});
afterAll(() => kernel?.stop());

/** What the reader sees of a cell that fails, line by line; `[n]` is its own number. */
function seen({ reply }: Outcome): string[] {
  expect(reply.status).toBe("error");
  const text = stripVTControlCharacters(reply.traceback.join("\n"));
  return text.replaceAll(`[${reply.execution_count}]`, "[n]").split("\n");
}
const failure = async (code: string): Promise<string[]> => seen(await kernel.run(code));

async function succeed(code: string): Promise<number> {
  const { reply } = await kernel.run(code);
  expect(reply, reply.evalue).toMatchObject({ status: "ok" });
  return reply.execution_count;
}

const ACTIVATIONS = /^Choose one of: "linear", "sigmoid", .*"tanh".*"mish"$/;
let parameters: number;

test("the reader's parameters", async () => {
  parameters = await succeed(
    [
      'import { activation as phi, charts, mlp, sgd, spirals, train } from "vanishing-gradients";',
      "interface Unused { x: number }",
      "const depth = -1; // hidden layers",
      'const activation = "tahn", width = "3";',
      "let rate = NaN;",
    ].join("\n"),
  );
});

test("a refused value: message, the cell's own line with the option marked, and the variable that holds it", async () => {
  // Types, templates of several lines and the shorthand change what is run; lines and columns are those of the cell.
  const code = [
    "const words = `two",
    `lines \${depth}\`;`,
    "type Gone = number;",
    "",
    "const shallow: Gone = 1, net = mlp({ inputs: 2, outputs: 2, depth, width: 3, seed: 1 });",
  ];
  expect(await failure(code.join("\n"))).toEqual([
    "InvalidArgument: mlp depth must be a whole number from 0 to 1000; got -1",
    "cell [n], line 5:",
    `    …${code[4].slice(-84)}`,
    expect.stringMatching(/^ +\^$/),
    `depth = -1, declared in cell [${parameters}], line 3`,
  ]);
});

test("the caret stands below the option", async () => {
  const [, , line, caret] = await failure("mlp({ inputs: 2, depth, width: 3, outputs: 2, seed: 1 })");
  expect(line.indexOf("depth")).toBe(caret.indexOf("^"));
});

test("a value in an argument, in an expression, and awaited", async () => {
  expect((await failure("sgd(rate)")).at(-1)).toBe(`rate = NaN, declared in cell [${parameters}], line 5`);
  const lines = await failure("mlp({ inputs: 2, depth: 3 + 2 * depth - 4, width: 3, outputs: 2, seed: 1 })");
  expect(lines.at(-1)).toBe(`depth = -1, declared in cell [${parameters}], line 3`);
  const training =
    "const good = mlp({ inputs: 2, depth: 1, width: 3, outputs: 2, seed: 1 });\n" +
    "await train(good, { data: spirals({ seed: 1 }), optimizer: sgd(0.1), steps: depth });";
  expect((await failure(training)).slice(0, 2)).toEqual([
    "InvalidArgument: train steps must be a whole number from 1 up; got -1",
    "cell [n], line 2:",
  ]);
});

test("a variable of a function hides the cells' variable of that name, which then is not blamed", async () => {
  const lines = await failure(
    "[-1].map((depth) => mlp({ inputs: 2, depth: depth, width: 3, outputs: 2, seed: 1 }))",
  );
  expect(lines.join()).not.toContain("declared in");
});

test("an error in a function of another cell names that line, then the caller's", async () => {
  const cell = await succeed("// a helper\nfunction half(x: any) {\n  return x.half();\n}");
  expect(await failure("\nhalf(4);")).toEqual([
    "TypeError: x.half is not a function",
    `cell [${cell}], line 3:`,
    "    return x.half();",
    "             ^",
    "called from cell [n], line 2:",
    "    half(4);",
    "    ^",
  ]);
});

test("what a reader catches and prints has the reader's lines only", async () => {
  const { stdout } = await kernel.run("try {\n  half(1);\n} catch (error) {\n  console.log(error.stack);\n}");
  expect(stdout.split("\n").slice(1, -1)).toEqual([
    expect.stringMatching(/^ {4}at half, cell \[\d+\], line 3$/),
    expect.stringMatching(/^ {4}at cell \[\d+\], line 2$/),
  ]);
});

test("what is thrown and is no error is shown with its cell", async () => {
  expect(await failure("throw { code: 7 }")).toEqual(["Thrown: { code: 7 }", "in cell [n]"]);
});

test("a misspelt choice: the one that was meant, all choices, and the variable", async () => {
  expect(await failure("mlp({ inputs: 2, depth: 1, width: 3, outputs: 2, activation, seed: 1 });")).toEqual([
    'TypeScript: "tahn" is not a known name for activation. Did you mean "tanh"?',
    expect.stringMatching(ACTIVATIONS),
    "cell [n], line 1:",
    "    mlp({ inputs: 2, depth: 1, width: 3, outputs: 2, activation, seed: 1 });",
    "                                                     ^",
    `activation = "tahn", declared in cell [${parameters}], line 4`,
  ]);
  expect((await failure('phi("tahn")'))[0]).toBe(
    'TypeScript: "tahn" is not a known name. Did you mean "tanh"?',
  );
  const [atRunTime] = await failure('phi("tahn" as any)');
  expect(atRunTime).toMatch(/^InvalidArgument: .*got "tahn"\. Did you mean "tanh"\? Choose one of: linear, /);
});

/** What is said of a name that a failed cell declares. */
const notRun = (name: string): RegExp =>
  new RegExp(`^TypeScript: cell \\[\\d+\\], which declares ${name}, did not run to its end: run it again\\.`);

test.each([
  ["let midway = 1;", "midway + 1"],
  ["const [, { inner: midwayInside }] = [0, { inner: 1 }];", "midwayInside + 1"],
  ["function midwayHelper() {}", "midwayHelper()"],
  ["class MidwayClass {}", "new MidwayClass()"],
  ["interface MidwayType { x: number }", "const typed: MidwayType = { x: 1 };"],
  ['import { moons as midwayMoons } from "vanishing-gradients";', "midwayMoons({ seed: 1 })"],
  ['import * as midwayAll from "vanishing-gradients";', "midwayAll.moons({ seed: 1 })"],
  ['import midwayPath from "node:path";', "midwayPath.sep"],
])("what a cell that failed declares is told from what no cell declares: %s", async (declaration, use) => {
  const [name] = /midway\w*/i.exec(use)!;
  await failure(`${declaration}\nthrow new Error("in the middle");`);
  expect((await failure(use))[0]).toMatch(notRun(name));
});

test("so is what a cell declares that did not compile, unless an earlier one has declared it", async () => {
  await failure("const unborn = 1, depth = 3 * nothing;");
  expect((await failure("unborn + 1"))[0]).toMatch(notRun("unborn"));
  const lines = await failure("mlp({ inputs: 2, depth: depth, width: 3, outputs: 2, seed: 1 })");
  expect(lines.at(-1)).toBe(`depth = -1, declared in cell [${parameters}], line 3`);
});

test.each([
  ["const n = mpl(3);", "There is no mpl. Did you mean mlp?"],
  ["nothingLikeIt + 1", "There is no nothingLikeIt. Has the cell that declares it been run?"],
  ["mlp({ inputs: 2, dept: 1, width: 3, outputs: 2, seed: 1 });", "There is no option dept. Did you mean depth?"],
  ["Promise.resolve(1).toFixed();", "Promise.resolve(1) is a promise of a result: write await before it."],
  ["charts.training(train(null as any, null as any));", "train(null as any, null as any) is a promise of a result: write await before it."],
  ["charts.gradinetPrfile(1);", "charts has no gradinetPrfile. Did you mean gradientProfile?"],
  ["mlp({ inputs: 2, depth: 1, width: 3, outputs: 2 });", "NetOptions needs the option seed."],
  ["mlp({ inputs: 2, depth: 1, width, outputs: 2, seed: 1 });", "width must be of type number | number[]; got string."],
  ["const open = {", "'}' expected."],
])("TypeScript on %s", async (code, said) => {
  const [message, ...lines] = await failure(code);
  expect(message).toBe(`TypeScript: ${said}`);
  expect(lines).toContain("cell [n], line 1:");
  expect(lines).toContain(`    ${code}`);
}); // prettier-ignore

test("no more than three faults are told at once", async () => {
  const lines = await failure("a1 + a2 + a3 + a4 + a5;");
  expect(lines.filter((line) => line.includes("There is no"))).toHaveLength(3);
  expect(lines.at(-1)).toBe("and 2 more");
});

test("an error of a timer or a promise comes with its line, too", async () => {
  await kernel.run("setTimeout(() => {\n  throw new RangeError('late');\n}, 10);");
  const { content } = await kernel.message(({ content: c }) => !!c.text?.includes("RangeError"));
  expect(stripVTControlCharacters(content.text)).toMatch(
    /^RangeError: late\ncell \[\d+\], line 2:\n {4}throw new/,
  );
  await kernel.run("void Promise.resolve().then(() => {\n\n  half(2);\n});");
  const { content: second } = await kernel.message(({ content: c }) => !!c.text?.includes("called from"));
  expect(second.text).toMatch(/x\.half is not a function\n[^]*called from cell \[\d+\], line 3:/);
});

test("cells that were not run say which one failed", async () => {
  // Of one Run All, however long they are on their way.
  const header = { date: new Date().toISOString() };
  const ids = await Promise.all(
    ["1", "throw new Error('no')", "2", "3"].map((code) => kernel.sendCode(code, {}, { header })),
  );
  const [first, failed, ...left] = await Promise.all(ids.map((id) => kernel.outcome(id)));
  expect(first.reply.status).toBe("ok");
  for (const { reply, stderr } of left) {
    expect(reply.status).toBe("aborted");
    expect(stderr).toBe(`Not run: cell [${failed.reply.execution_count}] above failed.\n`);
  }
});

test("nor are those that a busy machine brings after the reply, but were made before it could be known", async () => {
  const made = (seconds: number): object => ({ date: new Date(Date.UTC(2020, 0) + 1000 * seconds).toISOString() }); // prettier-ignore
  const slow = "await new Promise((done) => setTimeout(done, 300)); throw new Error('no')";
  const failed = await kernel.outcome(await kernel.sendCode(slow, {}, { header: made(0) }));
  const late = await kernel.outcome(await kernel.sendCode("1", {}, { header: made(0.1) }));
  expect(late.reply.status).toBe("aborted");
  expect(late.stderr).toBe(`Not run: cell [${failed.reply.execution_count}] above failed.\n`);
  const another = { ...made(0.1), session: "another" };
  for (const header of [made(600), another]) {
    const { reply } = await kernel.outcome(await kernel.sendCode("1", {}, { header }));
    expect(reply.status).toBe("ok");
  }
});

test("nor are a notebook's cells that were made too soon after it for a reader to have seen it, or after another of them", async () => {
  const made = (seconds: number): object => ({ date: new Date(Date.UTC(2021, 0) + 1000 * seconds).toISOString() }); // prettier-ignore
  const statusOf = async (code: string, seconds: number, metadata = {}): Promise<string> =>
    (await kernel.outcome(await kernel.sendCode(code, {}, { header: made(seconds), metadata }))).reply.status;
  const cell = { cellId: "a" };
  const fails = "throw new Error('no')";
  expect(await statusOf(fails, 0, cell)).toBe("error");
  for (const seconds of [0.4, 0.8, 1.2, 1.6]) expect(await statusOf("1", seconds, cell)).toBe("aborted");
  expect(await statusOf("1", 60, cell)).toBe("ok");
  // A program may go on at once when it has the reply.
  expect(await statusOf(fails, 120)).toBe("error");
  expect(await statusOf("1", 140)).toBe("ok");
});

test("a cell that is run at once after an interrupt runs: who has interrupted one knows it", async () => {
  const cell = { cellId: "a" };
  // Printed when the cell waits: a signal that comes when Node.js has just ceased to watch for it by a thread is lost.
  const waits = "setTimeout(() => console.log(1), 50); await new Promise(() => {});";
  const id = await kernel.sendCode(waits, {}, { metadata: cell });
  await kernel.message(({ parent, type }) => parent === id && type === "stream");
  kernel.interrupt();
  expect((await kernel.outcome(id)).reply.status).toBe("error");
  const next = await kernel.outcome(await kernel.sendCode("1", {}, { metadata: cell }));
  expect(next.reply.status).toBe("ok");
});

test("an interrupt says so in one line, and how far a training came and where its history is in another", async () => {
  const ends = await kernel.sendCode(
    "await new Promise((done) => setTimeout(done, 100)); console.log(1); await new Promise((done) => setTimeout(done, 60_000));",
  );
  await kernel.message(({ parent, type }) => parent === ends && type === "stream");
  kernel.interrupt();
  expect(seen(await kernel.outcome(ends))).toEqual(["Interrupted."]);

  await succeed("const many = mlp({ inputs: 2, depth: 2, width: 3, outputs: 2, seed: 1 });");
  const id = await kernel.sendCode(
    "await train(many, { data: spirals({ seed: 1 }), steps: 1e6, optimizer: sgd(0.01), onStep: ({ step }) => step === 3 && console.log('going') });",
  );
  await kernel.message(({ parent, content }) => parent === id && !!content.text?.includes("going"));
  kernel.interrupt();
  expect(seen(await kernel.outcome(id))).toEqual(["Interrupted."]);
  const html = ({ content }: { content: Record<string, any> }): string => content.data?.["text/html"] ?? "";
  const said = await kernel.message(
    (message) => message.parent === id && html(message).includes("Interrupted"),
  );
  expect(html(said)).toMatch(/Interrupted: \d+ of 1000000 steps.* The history so far is in lastRun\(\)\./);
  const { published } = await kernel.run('import { lastRun } from "vanishing-gradients"; lastRun()');
  const value = published.find(({ type }) => type === "execute_result");
  expect(value?.content.data["text/plain"]).toMatch(/^Run: Interrupted: /);
});
