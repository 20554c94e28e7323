import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { eventually } from "../support/eventually";
import { notebookFolder, temporaryFolder } from "../support/folders";
import { type Ended, ended, fixtures, startModule } from "../support/jupyter";
import { runExporter, runNotes, runNotesWithoutPictures as exported } from "../support/notes";

/** Puts other sources in place of a notebook's cells. */
function rewrite(folder: string, name: string, sources: string[]): void {
  const path = join(folder, name);
  const notebook = JSON.parse(readFileSync(path, "utf8"));
  const cells = sources.map((source, i) => ({
    ...(source.startsWith("#")
      ? { cell_type: "markdown" }
      : { cell_type: "code", execution_count: null, outputs: [] }),
    id: `cell-${i}`,
    metadata: {},
    source,
  }));
  writeFileSync(path, JSON.stringify({ ...notebook, cells }));
}

/** The fixtures with other sources in one notebook. */
function folderWith(name: string, sources: string[]): string {
  const folder = notebookFolder();
  rewrite(folder, name, sources);
  return folder;
}

describe("what is asked for wrongly is refused before anything runs", () => {
  const refused = async (...args: string[]): Promise<string> => {
    const output = temporaryFolder();
    const { code, stderr } = await runNotes("--notebooks", fixtures, "--output", output, ...args);
    expect(code).toBe(1);
    expect(readdirSync(output)).toEqual([]);
    return stderr;
  };

  test("a notebook that does not exist: the message lists those that do", async () => {
    expect(await refused("03", "no-such")).toMatch(
      /no notebook is called '03', 'no-such'[^]*01-pipeline\n\s*02-second/,
    );
  });
  test("a parameter that no notebook has: the message lists those that they have", async () => {
    const message = await refused("--set", "dept=3");
    expect(message).toContain("--set dept: no selected notebook has this parameter. Did you mean depth?");
    expect(message).toContain("depth = 20  (layers, a whole number from 1 to 200)");
    expect(message).toContain('activation = "sigmoid"  (of the bound, one of sigmoid, tanh, relu)');
  });
  test("a parameter that only a notebook not selected has", async () => {
    expect(await refused("02", "--set", "activation=tanh")).toContain("depth = 5  (layers, a whole number");
  });
  test("a value outside what the parameter's comment allows, in any notebook: the message says what may be", async () => {
    expect(await refused("--set", "depth=100", "--set", "activation=tahn")).toBe(
      "01-pipeline: --set activation=tahn: must be one of sigmoid, tanh, relu. Did you mean tanh?\n" +
        "02-second: --set depth=100: must be a whole number from 1 to 50\n",
    );
  });
  test("a parameter cell that does not follow the form: the message names the line and the form", async () => {
    const folder = notebookFolder();
    const path = join(folder, "02-second.ipynb");
    writeFileSync(path, readFileSync(path, "utf8").replace(/, a whole number from 1 to 50/, ""));
    expect(await refused("--notebooks", folder)).toMatch(
      /^02-second: line 1 of the parameter cell has no comment that ends in[^]*const depth: number = 5; \/\/ layers\n[^]*a whole number from A to B/,
    );
  });
});

describe.concurrent("what runs", () => {
  test("overrides reach the notebooks that have them, and the list keeps pages of earlier runs, without Chromium without a picture", async () => {
    const output = temporaryFolder();
    const run = (...args: string[]): Promise<Ended> =>
      exported("--notebooks", fixtures, "--output", output, ...args);
    expect(await run("second", "--set", "depth=7")).toMatchObject({ code: 0 });
    expect(readFileSync(join(output, "02-second.html"), "utf8")).toContain("7 layers");
    const settings = ["depth=3", "activation=tanh", "logarithmic=false", "rates=[1, 2]"].flatMap((s) => [
      "--set",
      s,
    ]);
    expect(await run("1", ...settings)).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/^There is no Chromium to draw pictures.*VG_CHROMIUM\.\n$/),
    });
    const page = readFileSync(join(output, "01-pipeline.html"), "utf8");
    expect(page).toContain("depth 3, rates 1 and 2");
    expect(page).toContain("<figcaption>The bound falls from 1 at layer 3 to 1.0 at layer 1.</figcaption>");
    const list = readFileSync(join(output, "index.html"), "utf8");
    expect(list).toMatch(/A pipeline of charts(?![^]*<img)/);
    expect([...list.matchAll(/<a href="(.*?)">/g)].map((found) => found[1])).toEqual([
      "01-pipeline.html",
      "02-second.html",
      "terms.html",
    ]);
    expect(readFileSync(join(output, "02-second.html"), "utf8")).toContain(
      'rel="prev" href="01-pipeline.html"',
    );
    const { title, pages } = JSON.parse(readFileSync(join(output, "pages.json"), "utf8"));
    expect([title, pages.map((entry: { file: string }) => entry.file)]).toEqual([
      "notebooks",
      ["01-pipeline.html", "02-second.html", "terms.html"],
    ]);
    expect(pages[0]).toMatchObject({
      title: "A pipeline of charts",
      question: "Does every kind of output \\(y_1\\) reach the page?",
      overrides: { depth: 3, activation: "tanh", logarithmic: false, rates: [1, 2] },
      sections: expect.arrayContaining([
        {
          level: 2,
          anchor: "charts-of-sigma",
          title: "Charts of \\(\\sigma\\)",
          name: "Charts of σ",
          words: "",
        },
      ]),
      charts: [{ anchor: "chart-0", description: expect.stringMatching(/^The bound/) }, {}, {}],
    });
    for (const { title: of, anchor } of [...pages[0].charts, ...pages[0].sections]) {
      expect(of).not.toBe("");
      expect(page).toContain(`id="${anchor}"`);
    }
  });

  test("pages that somebody changed or took away are left as they are; a file that is no manifest is refused", async () => {
    const output = temporaryFolder();
    const folder = folderWith("02-second.ipynb", ["# Second\n\nWhy, asks He [@he2015, p. 1]?"]);
    const run = (): Promise<Ended> => exported("--notebooks", folder, "--output", output, "02");
    const page = (file: string): object => ({
      file,
      title: file,
      question: "",
      overrides: {},
      sections: [],
      charts: [],
      slots: [{ label: "Course", start: 1, stop: 4 }],
      digest: "of another content", // prettier-ignore
    });
    const manifest = { title: "Mine", pages: [page("01-changed.html"), page("03-gone.html")] };
    writeFileSync(join(output, "pages.json"), JSON.stringify(manifest));
    writeFileSync(join(output, "01-changed.html"), "<title>Changed</title>");
    expect(await run()).toMatchObject({ code: 0 });
    expect(readFileSync(join(output, "01-changed.html"), "utf8")).toBe("<title>Changed</title>");
    expect(readFileSync(join(output, "02-second.html"), "utf8")).toMatch(
      /rel="prev" href="01-changed\.html"(?![^]*rel="next")/,
    );
    expect(readFileSync(join(output, "index.html"), "utf8")).toMatch(
      /<title>Mine<[^]*01-changed\.html[^]*02-second\.html[^]*<p>Why, asks He\?<\/p>(?![^]*03-gone)/,
    );
    const { pages } = JSON.parse(readFileSync(join(output, "pages.json"), "utf8"));
    expect(pages.at(-1)).toMatchObject({ question: "Why, asks He?", words: "Why, asks He [1, p. 1]?" });
    writeFileSync(join(output, "pages.json"), '{"pages": [{"file": "a.html"}]}');
    const { code, stderr } = await run();
    expect([code, stderr]).toEqual([1, expect.stringMatching(/pages\.json is no list of pages/)]);
  });

  test("a cell that fails is shown with its error; the page of an earlier run stays, the others are made", async () => {
    const folder = folderWith("01-pipeline.ipynb", [
      "# Fails",
      "const fine = 1;",
      'throw new RangeError("depth is 0");',
    ]);
    rewrite(folder, "02-second.ipynb", ["# Second"]);
    const output = temporaryFolder();
    const earlier = join(output, "01-pipeline.html");
    writeFileSync(earlier, "<title>Earlier</title>");
    const { code, stderr } = await exported("--notebooks", folder, "--output", output);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /01-pipeline: a cell failed\n +RangeError: depth is 0\n +cell \[2\], line 1:\n +throw new RangeError/,
    );
    expect(readFileSync(earlier, "utf8")).toContain("Earlier");
    expect(existsSync(join(output, "02-second.html"))).toBe(true);
  });

  test("a formula that is no TeX is named", async () => {
    const folder = folderWith("02-second.ipynb", ["# Wrong\n\n$$\\frac{1}{$$"]);
    const { code, stderr } = await runNotes("--notebooks", folder, "--output", temporaryFolder(), "02");
    expect(code).toBe(1);
    expect(stderr).toMatch(/not valid TeX:\n\s+\\frac\{1\}\{\n\s+KaTeX parse error/);
  });

  test("a work that is cited and not in the bibliography is named, with the one that may be meant", async () => {
    const folder = folderWith("02-second.ipynb", ["# Wrong\n\nSee [@he2016]."]);
    const { code, stderr } = await runNotes("--notebooks", folder, "--output", temporaryFolder(), "02");
    expect([code, stderr]).toEqual([
      1,
      "02-second: the text cites @he2016, which is not in references.bib. Did you mean @he2015?\n",
    ]);
  });
});

/** What keeps the ports of a kernel, and who gets them: whether another binds one, and what a listener that shares them hears. */
const reserved = `
import json, socket, sys
from jupyter_client.manager import KernelManager
from course_notes.ports import reserve
def bound(port, shares):
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, shares)
    try: found.bind(("127.0.0.1", port))
    except OSError: return None
    return found
manager = KernelManager()
held = reserve(manager)
ports = [manager.shell_port, manager.iopub_port, manager.stdin_port, manager.hb_port, manager.control_port]
others = [bound(port, 0) is not None for port in ports]
kernel = bound(ports[0], 1)
kernel.listen()
socket.create_connection(("127.0.0.1", ports[0])).sendall(b"heard")
json.dump({"different": len(set(ports)), "others": others, "heard": kernel.accept()[0].recv(5).decode()}, sys.stdout)
`;

test.runIf(process.platform === "linux")("while a kernel starts, nobody else gets its ports", async () => {
  const { stdout, stderr } = await runExporter(reserved);
  expect(JSON.parse(stdout), stderr).toEqual({ different: 5, others: Array(5).fill(false), heard: "heard" });
});

// Alone, since it waits for the kernel to begin.
test("Ctrl-C ends the kernel and leaves nothing half-written", async () => {
  const mark = join(temporaryFolder(), "pid");
  const note = `require("fs").writeFileSync(${JSON.stringify(mark)}, String(process.pid));`;
  const folder = folderWith("02-second.ipynb", ["# Long", note, "while (true) {}"]);
  const output = temporaryFolder();
  const child = startModule(["course_notes", "--notebooks", folder, "--output", output, "02"]);
  const end = ended(child);
  await eventually(() => existsSync(mark)).toBe(true);
  child.kill("SIGINT");
  expect(await end).toMatchObject({ code: 130, stderr: "Stopped.\n" });
  expect(readdirSync(output)).toEqual([]);
  expect(() => process.kill(Number(readFileSync(mark, "utf8")), 0)).toThrow("ESRCH");
});
