import { expect, test } from "vitest";

const load = (path: string): Promise<unknown> => import(new URL(path, import.meta.url).href);
const { givesFolder, withGiven } = (await load("../../tools/start/given.mjs")) as {
  givesFolder(given: string[]): boolean;
  withGiven(own: string[], given: string[]): string[];
};
const { calledFrom } = (await load("../../tools/setup/called-from.mjs")) as {
  calledFrom(script: string, env: NodeJS.ProcessEnv): string;
};

const own = ["jupyterlab", "--ServerApp.root_dir=ours", "--ServerApp.log_level=WARN", "--no-browser"];

test("what a reader gives comes last, and instead of ours", () => {
  expect(withGiven(own, [])).toEqual(own);
  expect(givesFolder(["--port=1", "--no-browser"])).toBe(false);
  expect(withGiven(own, ["--port=1"])).toEqual([...own, "--port=1"]);
  expect(withGiven(own, ["--ServerApp.log_level=INFO", "--no-browser"])).toEqual([
    ...own.slice(0, 2),
    "--ServerApp.log_level=INFO",
    "--no-browser",
  ]);
});
test("a folder of the reader's is opened instead of ours, under either name and in either form", () => {
  for (const given of [["--notebook-dir=mine"], ["--notebook-dir", "mine"], ["--ServerApp.root_dir=mine"]]) {
    expect(withGiven(own, given)).toEqual([own[0], ...own.slice(2), ...given]);
    expect(givesFolder(given)).toBe(true);
  }
});
test("a command was called where npm was, or else where it runs", () => {
  expect(calledFrom("notes", { npm_lifecycle_event: "notes", INIT_CWD: "/lecture" })).toBe("/lecture");
  expect(calledFrom("notes", { npm_lifecycle_event: "test", INIT_CWD: "/lecture" })).toBe(process.cwd());
  expect(calledFrom("notes", {})).toBe(process.cwd());
});
