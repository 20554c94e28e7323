import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/folders";
import { ended, fixtures, root } from "../support/jupyter";
import { runNotesIn } from "../support/notes";

const TYPESCRIPT = { kernelspec: { name: "tslab", display_name: "TypeScript" } };
const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** Writes a notebook: text where a source begins with #, code elsewhere; the first code cell takes the parameters. */
function write(path: string, sources: string[], metadata: object = TYPESCRIPT): void {
  const cells = sources.map((source, i) => ({
    ...(source.startsWith("#")
      ? { cell_type: "markdown", metadata: {} }
      : {
          cell_type: "code",
          metadata: i === 1 ? { tags: ["parameters"] } : {},
          execution_count: null,
          outputs: [],
        }),
    id: `cell-${i}`,
    source,
  }));
  writeFileSync(path, JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 5 }));
}

/** A folder far from the repository, whose own package is found beside those of the course. */
function lecture(): string {
  const folder = join(temporaryFolder(), "Vorlesung 3 – Übung");
  mkdirSync(join(folder, "node_modules", "mine"), { recursive: true });
  writeFileSync(join(folder, "node_modules", "mine", "index.js"), 'exports.own = "own package";');
  writeFileSync(join(folder, "node_modules", "mine", "index.d.ts"), "export const own: string;");
  writeFileSync(join(folder, "helper.ts"), "export const half = (x: number) => x / 2;");
  writeFileSync(join(folder, "data.csv"), "x,y,label\n1,2,a\n3,4,b\n");
  writeFileSync(join(folder, "dot.png"), Buffer.from(PIXEL, "base64"));
  write(join(folder, "mein Heft.ipynb"), [
    "# Mein Heft\n\nWhy?\n\n![a dot](dot.png)",
    "const depth = 3; // hidden layers, a whole number from 1 to 9",
    [
      'import { activation, type ActivationName, fromCsv } from "vanishing-gradients";',
      'import * as tf from "@tensorflow/tfjs";',
      'import { own } from "mine";',
      'import { half } from "./helper";',
      'const name: ActivationName = "tanh";',
      "// @ts-expect-error: were the types not found, anything would do",
      'const wrong: ActivationName = "tahn";',
      'const table = fromCsv("data.csv", { label: "label" });',
      "console.log(depth, half(depth), own, activation(name).name, table.points, tf.version_core);",
    ].join("\n"),
  ]);
  return folder;
}

const titleOf = (path: string): string => /<title>(.*?)<\/title>/.exec(readFileSync(path, "utf8"))![1];

describe.concurrent("a notebook outside the repository", () => {
  test("is exported by npm from its own folder: packages, types and files beside it are found, nothing else is written", async () => {
    const folder = lecture();
    const before = readdirSync(folder);
    const npm = spawn(
      "npm",
      [
        "--prefix",
        root,
        "run",
        "notes",
        "--",
        "mein Heft.ipynb",
        "--set",
        "depth=4",
        "--title",
        "Tiefe & Netze",
      ],
      { cwd: folder, stdio: ["ignore", "pipe", "pipe"] },
    );
    const { code, stdout, stderr } = await ended(npm);
    expect(code, stderr).toBe(0);
    expect(stdout).toContain(`Open ${join(folder, "notes", "index.html")}`);
    const page = readFileSync(join(folder, "notes", "mein Heft.html"), "utf8");
    expect(page).toMatch(/>4 2 own package tanh 2 4\.\d+\.\d+\n</);
    expect(page).toContain(`data:image/png;base64,${PIXEL}`);
    expect(titleOf(join(folder, "notes", "index.html"))).toBe("Tiefe &amp; Netze");
    expect(readFileSync(join(folder, "notes", "index.html"), "utf8")).toContain('href="mein%20Heft.html"');
    expect(readdirSync(folder).filter((name) => name !== "notes")).toEqual(before);
    expect(readdirSync(join(folder, "node_modules"))).toEqual(["mine"]);
  });

  test("goes with notebooks of the course, into one folder whose list keeps its title", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "mine"));
    write(join(folder, "mine", "own.ipynb"), ["# Own"]);
    const options = ["--notebooks", fixtures, "--output", "out"];
    expect(await runNotesIn(folder, ...options, "02", "mine", "--title", "Ours")).toMatchObject({ code: 0 });
    expect(readdirSync(join(folder, "out")).toSorted()).toEqual([
      "02-second.html",
      "assets",
      "index.html",
      "own.html",
      "pages.json",
      "terms.html",
    ]);
    expect(await runNotesIn(folder, ...options, "mine")).toMatchObject({ code: 0 });
    expect(titleOf(join(folder, "out", "index.html"))).toBe("Ours");
    const list = readFileSync(join(folder, "out", "index.html"), "utf8");
    expect(list).not.toContain("Vanishing gradients");
    expect(list.match(/<li>/g)!.length).toBe(3);
  });
});

describe("a notebook that cannot be exported is refused before anything runs", () => {
  const refused = async (folder: string, ...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runNotesIn(folder, ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(existsSync(join(folder, "notes"))).toBe(false);
    expect(stderr).not.toContain("Traceback");
    return stderr;
  };
  /** A new folder with one file. */
  const folderWith = (name: string, content: string): string => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), content);
    return folder;
  };

  test("one that is not there: the message says where it was looked for, and what there is", async () => {
    const folder = temporaryFolder();
    expect(await refused(folder, "mine.ipynb", "--notebooks", fixtures)).toContain(
      `no notebook is called 'mine.ipynb', and no file or folder in ${folder}; there are:\n  01-pipeline\n`,
    );
  });
  test.each(["", "null", "{}", '{"cells": ['])("a file that holds %j", async (content) => {
    const folder = folderWith("mine.ipynb", content);
    expect(await refused(folder, "mine.ipynb")).toContain(
      `${join(folder, "mine.ipynb")} is not a notebook: `,
    );
  });
  test("one for Python", async () => {
    const folder = temporaryFolder();
    write(join(folder, "mine.ipynb"), ["# P"], { kernelspec: { name: "python3", display_name: "Python 3" } });
    expect(await refused(folder, "mine.ipynb")).toContain("mine.ipynb is for the kernel Python 3; ");
  });
  test("one that names no kernel", async () => {
    const folder = temporaryFolder();
    write(join(folder, "mine.ipynb"), ["# P"], {});
    expect(await refused(folder, "mine.ipynb")).toMatch(/mine\.ipynb names no kernel; .*TypeScript/);
  });
  test("two that would become the same page", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "b"));
    write(join(folder, "a.ipynb"), ["# A"]);
    cpSync(join(folder, "a.ipynb"), join(folder, "b", "A.ipynb"));
    expect(await refused(folder, "a.ipynb", "b")).toMatch(
      /all become a\.html.*--output:\n.*a\.ipynb\n.*b\/A\.ipynb/,
    );
  });
  test("one whose page would be the list of pages", async () => {
    const folder = temporaryFolder();
    write(join(folder, "index.ipynb"), ["# A"]);
    expect(await refused(folder, "index.ipynb")).toContain("index.html is the list of the pages; rename");
  });
  test("one into a folder with another's index.html", async () => {
    const folder = folderWith("index.html", "<title>My home page</title>");
    write(join(folder, "mine.ipynb"), ["# A"]);
    expect(await refused(folder, "mine.ipynb", "--output", ".")).toContain("was not made by this command");
    expect(readFileSync(join(folder, "index.html"), "utf8")).toContain("My home page");
  });
  test("one into a place that is no folder", async () => {
    const folder = temporaryFolder();
    write(join(folder, "mine.ipynb"), ["# A"]);
    expect(await refused(folder, "mine.ipynb", "--output", "mine.ipynb/out")).toMatch(
      /cannot write to .*is no folder/,
    );
  });
});
