import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "../../tools/jupyter/node/browsers.mjs";
import { atEnd } from "./at-end";

const FLAGS = [
  ...CHROMIUM_FLAGS,
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser; tests of pages fail without one. */
function browserPath(): string {
  const found = chromiumPath();
  if (!found) throw new Error("These tests need Chromium: install it, or set VG_CHROMIUM to its path.");
  return found;
}

const launch = (): Promise<Browser> => chromium.launch({ executablePath: browserPath(), args: FLAGS });
let launched: Promise<Browser> | undefined;

/** The headless browser of all test files that share this process; it closes the pages of a file at its end. */
export async function launchBrowser(): Promise<Browser> {
  launched = launched?.then((browser) => (browser.isConnected() ? browser : launch())) ?? launch();
  const browser = await launched;
  atEnd(() => Promise.all(browser.contexts().map((context) => context.close())));
  return browser;
}

/** A browser that no other test uses; it ends with the file. */
export async function ownBrowser(): Promise<Browser> {
  const browser = await launch();
  atEnd(() => browser.close());
  return browser;
}

/** A page and everything that went wrong or out on it. */
export interface Watched {
  page: Page;
  /** Console errors and uncaught exceptions. */
  errors: string[];
  /** Addresses asked for other than the page's own file and data in it. */
  requests: string[];
}

/** Opens a page in its own context, noting errors and requests; with `offline`, none leaves the machine. */
export async function watchedPage(
  browser: Browser,
  options: BrowserContextOptions & { offline?: boolean } = {},
): Promise<Watched> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(120_000); // a loaded machine may take its time
  const page = await context.newPage();
  const watched: Watched = { page, errors: [], requests: [] };
  page.on("console", (message) => message.type() === "error" && watched.errors.push(message.text()));
  page.on("pageerror", (error) => watched.errors.push(error.message));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) watched.requests.push(request.url());
  });
  return watched;
}

/** Opens a file from disk with the network cut, and waits until its charts are drawn (or have given up). */
export async function openFile(
  browser: Browser,
  path: string,
  options: BrowserContextOptions = {},
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Watched> {
  const watched = await watchedPage(browser, { ...options, offline: true });
  await prepare?.(watched.page);
  await watched.page.goto(pathToFileURL(path).href);
  if (options.javaScriptEnabled !== false) {
    await watched.page.waitForFunction(
      () => !document.querySelector(".chart") || document.documentElement.dataset["charts"],
    );
  }
  return watched;
}
