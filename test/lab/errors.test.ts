import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, watchedPage } from "../support/browser";
import { eventually } from "../support/eventually";
import { temporaryFolder } from "../support/folders";
import { startLab, type Lab } from "../support/lab";
import { LabPage } from "../support/lab-page";

const words = "unmistakable considerations ".repeat(30);
const sources = [`throw new Error("${words}");`, ...Array.from({ length: 20 }, () => "1;\n\n\n\n2;")];
let server: Lab;
let browser: Browser;
let lab: LabPage;

beforeAll(async () => {
  const folder = temporaryFolder();
  const cells = sources.map((source, i) => ({ cell_type: "code", id: `cell-${i}`, execution_count: null, outputs: [], metadata: {}, source })); // prettier-ignore
  const kernelspec = { name: "tslab", display_name: "TypeScript", language: "typescript" };
  writeFileSync(
    join(folder, "fails.ipynb"),
    JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
  );
  [server, browser] = await Promise.all([startLab(folder, temporaryFolder()), launchBrowser()]);
  const { page } = await watchedPage(browser, { viewport: { width: 900, height: 700 } });
  lab = new LabPage(page);
  await lab.open(server.url("lab/tree/fails.ipynb"));
});
afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

test("after Run All the reader, at the end of the notebook, is told which cell failed", async () => {
  await lab.menu("Run", "Run All Cells");
  const last = lab.page.locator(".jp-Notebook .jp-CodeCell").last();
  await eventually(() => last.innerText()).toContain("Not run: cell [1] above failed.");
});

test("an error breaks its lines between words", async () => {
  await lab.page.keyboard.press("ControlOrMeta+Home");
  await lab.output(0).scrollIntoViewIfNeeded();
  const broken = await lab.output(0).evaluate((output) => {
    const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
    const found: string[] = [];
    let lines = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const { 0: word, index } of node.textContent!.matchAll(/[a-z]+/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + word.length);
        const heights = new Set([...range.getClientRects()].map(({ top }) => top));
        lines = Math.max(lines, ...heights);
        if (heights.size > 1) found.push(word);
      }
    }
    return { found, wrapped: lines > output.getBoundingClientRect().top + 40 };
  });
  expect(broken).toEqual({ found: [], wrapped: true });
});
