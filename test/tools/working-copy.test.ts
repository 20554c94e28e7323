import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../support/folders";
import { refresh, report } from "../support/start";

const NAME = "02-what.ipynb";
const NEW = "02-what-new-version.ipynb";
const NEWER = "02-what-new-version-2.ipynb";
let course: string;
let own: string;

const notebook = (source: string, outputs: unknown[] = []): string =>
  JSON.stringify({ cells: [{ cell_type: "code", source: [source], outputs }], metadata: {} });
const publish = (source: string, name = NAME): void => writeFileSync(join(course, name), notebook(source));
const write = (source: string, name = NAME, outputs: unknown[] = []): void =>
  writeFileSync(join(own, name), notebook(source, outputs));
const read = (name = NAME): string => JSON.parse(readFileSync(join(own, name), "utf8")).cells[0].source[0];
const names = (): string[] => readdirSync(own).filter((name) => !name.startsWith("."));

beforeEach(() => {
  course = join(temporaryFolder(), "notebooks");
  own = join(course, "..", "my-notebooks");
  mkdirSync(course);
  publish("version 1");
  refresh(course, own);
});

test("the first start copies the course, the second does nothing", () => {
  expect(read()).toBe("version 1");
  expect(refresh(course, own)).toEqual({ added: [], renewed: [], beside: [] });
});

test("a notebook that was only run is brought up to date", () => {
  write("version 1", NAME, [{ output_type: "stream", text: "42" }]);
  expect(refresh(course, own).renewed).toEqual([]);
  publish("version 2");
  expect(refresh(course, own)).toEqual({ added: [], renewed: [NAME], beside: [] });
  expect(read()).toBe("version 2");
});

test("a changed notebook stays, and the new version is put beside it once", () => {
  write("mine");
  publish("version 2");
  const done = refresh(course, own);
  expect(done).toEqual({ added: [], renewed: [], beside: [[NAME, NEW]] });
  expect(report("my-notebooks", done)).toEqual([
    `The course has a new version of ${NAME}, which you changed: yours stays, the new one is my-notebooks/${NEW}.`,
  ]);
  expect([read(), read(NEW)]).toEqual(["mine", "version 2"]);
  expect(refresh(course, own).beside).toEqual([]);
  rmSync(join(own, NEW));
  expect(refresh(course, own).beside).toEqual([]); // the reader did not want it
  publish("version 3");
  expect(refresh(course, own).beside).toEqual([[NAME, NEW]]);
  expect([read(), read(NEW)]).toEqual(["mine", "version 3"]);
});

test("a new version that was changed too stays as well", () => {
  write("mine");
  publish("version 2");
  refresh(course, own);
  write("mine, from version 2", NEW);
  publish("version 3");
  expect(refresh(course, own).beside).toEqual([[NAME, NEWER]]);
  expect(names().map(read)).toEqual(["version 3", "mine, from version 2", "mine"]);
});

test("a reader who takes the new version over is up to date again", () => {
  write("mine");
  publish("version 2");
  refresh(course, own);
  rmSync(join(own, NEW));
  write("version 2");
  refresh(course, own);
  publish("version 3");
  expect(refresh(course, own).renewed).toEqual([NAME]);
});

test("a deleted notebook comes back as the course has it", () => {
  write("mine");
  rmSync(join(own, NAME));
  expect(refresh(course, own).added).toEqual([NAME]);
  expect(read()).toBe("version 1");
});

test("without the record, whatever differs from the course counts as the reader's", () => {
  rmSync(join(own, ".course.json"));
  publish("version 2");
  expect(refresh(course, own).beside).toEqual([[NAME, NEW]]);
  expect(read()).toBe("version 1");
});

test("files of the reader's own and broken notebooks are left alone, and folders of the course are no files", () => {
  writeFileSync(join(own, NAME), "{ broken");
  write("my own", "zz-mine.ipynb");
  mkdirSync(join(course, ".ipynb_checkpoints"));
  mkdirSync(join(course, "pictures"));
  publish("version 2");
  refresh(course, own);
  expect(readFileSync(join(own, NAME), "utf8")).toBe("{ broken");
  expect(names()).toEqual([NEW, NAME, "zz-mine.ipynb"]);
  expect(existsSync(join(own, "zz-mine.ipynb"))).toBe(true);
});
