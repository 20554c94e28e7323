import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, watchedPage, type Watched } from "../support/browser";
import { eventually } from "../support/eventually";
import { temporaryFolder } from "../support/folders";
import { root } from "../support/jupyter";
import { startLab, type Lab } from "../support/lab";
import { LabPage } from "../support/lab-page";
import { firstSight, refresh } from "../support/start";

// A reader's first evening with the course, and a week later; the tests build on each other, in this order.
const checkout = temporaryFolder();
const course = join(checkout, "notebooks");
const own = join(checkout, "my-notebooks");
const state = temporaryFolder();
const NAME = "02-training.ipynb";
let browser: Browser;
let server: Lab;
let watched: Watched;
let lab: LabPage;

const git = (...args: string[]): string =>
  execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@x", ...args], {
    cwd: checkout,
    encoding: "utf8",
  });

beforeAll(async () => {
  cpSync(join(root, "test/fixtures/lab/training.ipynb"), join(course, NAME));
  cpSync(
    join(root, "notebooks/00-is-a-small-gradient-good-news.ipynb"),
    join(course, "00-is-a-small-gradient-good-news.ipynb"),
  );
  writeFileSync(join(course, "start-here.md"), `# Start here\n\n[the training](${NAME})\n`);
  cpSync(join(root, ".gitignore"), join(checkout, ".gitignore"));
  symlinkSync(join(root, "node_modules"), join(checkout, "node_modules"));
  writeFileSync(join(checkout, ".git-exclude"), "");
  git("init", "--quiet");
  writeFileSync(join(checkout, ".git", "info", "exclude"), "node_modules\n.git-exclude\n");
  git("add", "-A");
  git("commit", "--quiet", "-m", "the course");
  refresh(course, own);
  browser = await launchBrowser();
  firstSight(join(state, "workspaces"));
  server = await startLab(own, state);
  watched = await watchedPage(browser, { viewport: { width: 1280, height: 900 } });
  lab = new LabPage(watched.page);
});
afterAll(async () => {
  await watched?.page.context().close();
  await server?.stop();
});

test("the first sight is the course's start page, with whole names of notebooks", async () => {
  const { page } = lab;
  await page.goto(server.url("lab"));
  await page.getByRole("heading", { name: "Start here" }).waitFor();
  const names = page.locator(".jp-DirListing-itemText");
  await eventually(() => names.allInnerTexts()).toContain("00-is-a-small-gradient-good-news.ipynb");
  for (const name of await names.all())
    expect(await name.evaluate((text) => text.scrollWidth <= text.clientWidth), await name.innerText()).toBe(true); // prettier-ignore
});

test("its links open notebooks in Lab", async () => {
  await lab.page.getByRole("link", { name: "the training" }).click();
  await lab.idle();
  expect(await lab.page.locator(".jp-Notebook").count()).toBe(1);
});

test("to edit, run and save a notebook changes nothing that git tracks", async () => {
  await lab.edit(0, "const depth = 7; // hidden layers, whole, 1 to 50");
  await lab.runAll();
  await eventually(() => lab.points()).toBe(8);
  await lab.menu("File", "Save Notebook");
  await eventually(() => readFileSync(join(own, NAME), "utf8")).toContain("vnd.plotly");
  expect(git("status", "--porcelain")).toBe("");
});

test("the course's own notebooks are saved as they are committed", async () => {
  // What Lab has saved, and its word for what it ran itself, which a server keeps elsewhere.
  const content = JSON.parse(readFileSync(join(own, NAME), "utf8"));
  for (const cell of content.cells) if (cell.cell_type === "code") cell.metadata.trusted = true;
  const body = JSON.stringify({ type: "notebook", format: "json", content });
  expect(body).toContain("vnd.plotly");
  const ours = await startLab(course, temporaryFolder(), { course: true });
  const { status } = await fetch(ours.url(`api/contents/${NAME}`), { method: "PUT", body });
  await ours.stop();
  expect(status).toBe(200);
  expect(readFileSync(join(course, NAME), "utf8")).toContain("depth = 7");
  const changed = git("diff", "-U0")
    .split("\n")
    .filter((line) => /^[+-][^+-]/.test(line));
  expect(changed.filter((line) => !line.includes("depth ="))).toEqual([]);
  git("checkout", "--quiet", ".");
});

test("there is TypeScript alone to choose for a new notebook, which runs at once", async () => {
  await lab.menu("File", "New Launcher");
  const cards = lab.page.locator(
    ".jp-LauncherCard[data-category=Notebook], .jp-LauncherCard[data-category=Console]",
  );
  await eventually(() => cards.allInnerTexts()).toEqual([
    expect.stringMatching(/TypeScript$/),
    expect.stringMatching(/TypeScript$/),
  ]);
  await cards.first().click();
  await lab.inSight("Untitled.ipynb");
  await lab.run(0, "const answer: number = 6 * 7; console.log(answer);");
  await eventually(() => lab.output(0).allInnerTexts()).toEqual([expect.stringContaining("42")]);
});

test("after an update of the course a reader finds both their own work and the new version", async () => {
  const text = readFileSync(join(course, NAME), "utf8");
  writeFileSync(join(course, NAME), text.replace("A net to train", "A better net to train"));
  git("commit", "--quiet", "-am", "an update");
  expect(refresh(course, own).beside).toEqual([[NAME, "02-training-new-version.ipynb"]]);
  await lab.open(server.url(`lab/workspaces/later/tree/${NAME}`));
  await eventually(() => lab.points()).toBe(8);
  expect(await lab.cell(0).innerText()).toContain("depth = 7");
  await lab.openBeside("02-training-new-version.ipynb");
  await lab.page.getByRole("heading", { name: "A better net to train" }).waitFor();
  await lab.runAll();
  await eventually(() => lab.points()).toBe(5);
  expect(git("status", "--porcelain")).toBe("");
  expect(watched.errors).toEqual([]);
});
