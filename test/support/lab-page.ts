import type { Download, Locator, Page } from "playwright-core";

/** What the tests read of the drawing that plotly.js keeps on its element. */
interface Drawing extends HTMLElement {
  data: { x: unknown[] }[];
}

/** The notebook that is in sight. */
const SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)";

/** A notebook open in JupyterLab, worked as a reader works it: by menus, buttons and keys. */
export class LabPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await this.idle();
  }

  /** Opens a file of the folder's list, in which a new one stands within ten seconds. */
  async choose(name: string): Promise<void> {
    await this.page.locator(".jp-DirListing-item", { hasText: name }).dblclick();
  }

  /** Opens another notebook of the folder beside those that are open. */
  async openBeside(name: string): Promise<void> {
    await this.choose(name);
    await this.inSight(name);
  }

  /** Waits until a notebook that is opened beside others is the one in sight, and its own kernel has nothing to do. */
  async inSight(name: string): Promise<void> {
    await this.page.locator(".jp-mod-current .lm-TabBar-tabLabel", { hasText: name }).waitFor();
    // Until then the status bar may speak of another notebook's kernel.
    await this.page.waitForFunction(async (opened) => {
      const sessions = await (await fetch("/api/sessions")).json();
      return sessions.some(({ path, kernel }: any) => path === opened && kernel.execution_state === "idle");
    }, name);
    await this.idle();
  }

  /** Restarts the kernel. */
  async restart(): Promise<void> {
    await this.menu("Kernel", "Restart Kernel…");
    // Until the server answers, the status bar may speak of the kernel that was, and what is run would be lost.
    const restarted = this.page.waitForResponse(/\/api\/kernels\/[^/]+\/restart/);
    await this.accept();
    await restarted;
    await this.idle();
  }

  /** Waits until the kernel has nothing to do. */
  async idle(): Promise<void> {
    await this.page.getByText("TypeScript | Idle").waitFor();
  }

  /** Clicks through the menus; an entry is known by its label, as its accessible name has the shortcut too. */
  async menu(...path: string[]): Promise<void> {
    for (const [level, name] of path.entries()) {
      const labels = this.page.locator(".lm-MenuBar-itemLabel, .lm-Menu-itemLabel");
      const item = labels.filter({ hasText: new RegExp(`^${name}$`) });
      if (level > 0 && level < path.length - 1) await item.hover();
      else await item.click();
    }
  }

  /** Says yes to the dialog. */
  async accept(): Promise<void> {
    await this.page.locator(".jp-Dialog .jp-mod-accept").click();
  }

  /** Runs every cell and waits for the last to finish. */
  async runAll(): Promise<void> {
    // Lab numbers a cell once it has run: the numbers of an earlier time, until which nobody waits, are taken away first.
    await this.page.locator(`${SHOWN} .jp-CodeCell .jp-InputPrompt`).evaluateAll((prompts) => {
      for (const prompt of prompts) prompt.textContent = "[*]";
    });
    await this.menu("Run", "Run All Cells");
    await this.page.waitForFunction(
      (shown) => !document.querySelector(shown)?.textContent.includes("[*]"),
      SHOWN,
    );
    await this.idle();
  }

  /** Code cells, in the order of the notebook. */
  cell(index: number): Locator {
    return this.page.locator(`${SHOWN} .jp-CodeCell`).nth(index);
  }

  output(index: number): Locator {
    return this.cell(index).locator(".jp-OutputArea-output");
  }

  /** Puts other text in place of a cell's. */
  async edit(index: number, source: string): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("ControlOrMeta+a");
    await this.page.keyboard.insertText(source);
  }

  /** Edits a cell and starts it. */
  async run(index: number, source: string): Promise<void> {
    await this.edit(index, source);
    await this.page.keyboard.press("Control+Enter");
  }

  get charts(): Locator {
    return this.page.locator(`${SHOWN} .js-plotly-plot:has(.main-svg)`);
  }

  /** Number of points in the first curve of the first chart. */
  points(): Promise<number> {
    return this.charts.first().evaluate((chart) => (chart as Drawing).data[0].x.length);
  }

  /** Exports from the File menu, with the box "Sanitize HTML output" ticked or not. */
  async export(sanitize: boolean): Promise<Download> {
    await this.menu("File", "Save and Export Notebook As", "HTML");
    await this.page.getByLabel("Sanitize HTML output").setChecked(sanitize);
    const download = this.page.waitForEvent("download", { timeout: 60_000 });
    await this.accept();
    return download;
  }
}
