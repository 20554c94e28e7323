import { once } from "node:events";
import { expect, test } from "vitest";
import { eventually } from "../support/eventually";
import { ended, startPython } from "../support/jupyter";
import { runExporter } from "../support/notes";

const { alive } = (await import(new URL("../../tools/setup/alive.mjs", import.meta.url).href)) as {
  alive(pid: number): boolean;
};

const beginning = `
import json, os, signal, sys, time
from course_notes import helper
from course_notes.errors import NotesError
node = helper.Helper()
def rendered(formula):
    return node.ask("math", [{"tex": formula, "display": False}])["html"][0].count(f"<mi>{formula}</mi>") == 1
def failure(*asked):
    try: node.ask(*asked)
    except NotesError as error: return str(error)
`;

async function exported(program: string): Promise<unknown> {
  const { stdout, stderr } = await runExporter(beginning + program);
  return JSON.parse(stdout || `${JSON.stringify(stderr)}`);
}

test("one process answers all requests, each thread's its own", async () => {
  const program = `
from concurrent.futures import ThreadPoolExecutor
def asked(formula): return rendered(formula), node.process.pid
with ThreadPoolExecutor(8) as threads: found = list(threads.map(asked, "abcdefghijklmnopqrstuvwxyz"))
json.dump([all(right for right, _ in found), len({pid for _, pid in found})], sys.stdout)
node.end()`;
  expect(await exported(program)).toEqual([true, 1]);
});

test("what fails is told with its cause, and what is asked next is answered", async () => {
  const program = `
found = [failure("no-such"), failure("live-cells", {"cells": None}), failure("math", [float("nan")])]
found.append(rendered("x"))
os.kill(node.process.pid, signal.SIGKILL)
node.process.wait()
found.append(rendered("y"))
node.end()
os.environ["VG_NODE"] = "/no/such/node"
json.dump([*found, failure("math", [])], sys.stdout)`;
  expect(await exported(program)).toEqual([
    expect.stringMatching(/^no-such\.mjs failed:\n.*Cannot find module/),
    expect.stringMatching(/^live-cells\.mjs failed:\nTypeError: .*null[^]*at answer .*live-cells\.mjs/),
    expect.stringMatching(/^math\.mjs failed:\n[^]*SyntaxError: .*JSON/),
    true,
    true,
    "cannot start /no/such/node: set VG_NODE to the path of node",
  ]);
});

test("it ends after a rest, and another answers", async () => {
  const program = `
helper.REST = 0.01
found = [rendered("x")]
pid = node.process.pid
while node.process: time.sleep(0.01)
helper.REST = 60
found += [rendered("y"), node.process.pid != pid]
json.dump(found, sys.stdout)
node.end()`;
  expect(await exported(program)).toEqual([true, true, true]);
});

test("Ctrl-C does not end it, nor is an answer that nobody waited for taken for another", async () => {
  const program = `
from threading import Timer
os.setsid()
def interrupted(wait):
    try: wait()
    except KeyboardInterrupt: return True
rendered("x")
pid = node.process.pid
found = [interrupted(lambda: (os.killpg(0, signal.SIGINT), time.sleep(60))), rendered("y"), node.process.pid == pid]
os.kill(pid, signal.SIGSTOP)
Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
found += [interrupted(lambda: rendered("x")), rendered("y")]
json.dump(found, sys.stdout)`;
  const { stdout, stderr } = await ended(startPython(["-c", beginning + program]));
  expect(JSON.parse(stdout), stderr).toEqual([true, true, true, true, true]);
});

test("it ends with the exporter, also where that is killed", async () => {
  const program = `
rendered("x")
print(node.process.pid, flush=True)
time.sleep(600)`;
  const exporter = startPython(["-c", beginning + program]);
  const [line] = (await once(exporter.stdout!, "data")) as [Buffer];
  expect(alive(Number(line.toString()))).toBe(true);
  exporter.kill("SIGKILL");
  await eventually(() => alive(Number(line.toString()))).toBe(false);
});
