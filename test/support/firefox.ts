import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import type { TestContext } from "vitest";
import { WebSocket } from "ws";
import { firefoxPath } from "../../tools/jupyter/node/browsers.mjs";

/** Skips a test where there is no Firefox, and says so. */
export function needsFirefox({ skip }: TestContext): void {
  skip(!firefoxPath(), "there is no Firefox: install firefox-esr, or set VG_FIREFOX to its path");
}

/** Nothing is asked of the network, neither by a page nor by Firefox itself: all goes to a proxy that is not there. */
const PREFERENCES: Record<string, unknown> = {
  "network.proxy.type": 1,
  "network.proxy.http": "127.0.0.1",
  "network.proxy.http_port": 9,
  "network.proxy.ssl": "127.0.0.1",
  "network.proxy.ssl_port": 9,
  "network.proxy.no_proxies_on": "",
  "network.proxy.allow_hijacking_localhost": true,
  "app.update.disabledForTesting": true,
  "datareporting.policy.dataSubmissionEnabled": false,
};

/** In a page: a value as text, for which BiDi's own form takes long; what JSON has not is named. */
function written(value: unknown): string | undefined {
  return JSON.stringify(value, (_, one: unknown) => {
    if (ArrayBuffer.isView(one)) return Array.from(one as unknown as ArrayLike<unknown>);
    const isPlain = typeof one === "number" ? Number.isFinite(one) && !Object.is(one, -0) : one !== undefined;
    return isPlain ? one : { $: Object.is(one, -0) ? "-0" : String(one) };
  });
}

/** What that stands for. */
function read(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(read);
  if (typeof value !== "object" || value === null) return value;
  if ("$" in value) return value.$ === "undefined" ? undefined : Number(value.$);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, read(one)]));
}

/** What Firefox says of formulas; of one, too, that it draws before its last parts have arrived. */
const ABOUT_FORMULAS = /^Invalid markup: Incorrect number of children for <m/;

/** In a page: the formulas' elements that have other than the number of children that they must have. */
function malformedMath(): string[] {
  const children = { msub: 2, msup: 2, msubsup: 3, munder: 2, mover: 2, munderover: 3, mfrac: 2, mroot: 2 };
  return Object.entries(children).flatMap(([name, count]) =>
    [...document.querySelectorAll(name)]
      .filter((element) => element.children.length !== count)
      .map((element) => `Incorrect number of children: ${element.outerHTML}`),
  );
}

type Params = Record<string, unknown>;

/** Commands and events of WebDriver BiDi over its socket. */
class Connection {
  private readonly waiting = new Map<number, { done: (result: any) => void; fail: (error: Error) => void }>();
  private readonly listeners: ((method: string, params: any) => void)[] = [];
  private sent = 0;

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (text) => this.receive(JSON.parse(String(text))));
    socket.on("close", () => this.waiting.forEach(({ fail }) => fail(new Error("Firefox has closed."))));
  }

  static async open(address: string): Promise<Connection> {
    const socket = new WebSocket(address);
    await once(socket, "open");
    return new Connection(socket);
  }

  send(method: string, params: Params): Promise<any> {
    const id = ++this.sent;
    this.socket.send(JSON.stringify({ id, method, params }));
    return new Promise((done, fail) => this.waiting.set(id, { done, fail }));
  }

  listen(listener: (method: string, params: any) => void): void {
    this.listeners.push(listener);
  }

  private receive({ id, type, result, error, message, method, params }: Record<string, any>): void {
    if (type === "event") return this.listeners.forEach((listener) => listener(method, params));
    const { done, fail } = this.waiting.get(id)!;
    this.waiting.delete(id);
    if (type === "success") done(result);
    else fail(new Error(`${error}: ${message}`));
  }
}

/** A page in Firefox, with the part of Playwright's interface that tests of pages need. */
export class FirefoxPage {
  /** Console errors and uncaught exceptions, and formulas that are malformed once the page is whole. */
  readonly errors: string[] = [];
  /** Addresses asked for other than files and data. */
  readonly requests: string[] = [];

  constructor(
    private readonly connection: Connection,
    private readonly context: string,
  ) {
    connection.listen((method, params) => {
      const isError = method === "log.entryAdded" && params.level === "error" && params.source.context === context; // prettier-ignore
      if (isError && !ABOUT_FORMULAS.test(params.text)) this.errors.push(params.text);
      if (method !== "network.beforeRequestSent" || params.context !== context) return;
      const { url } = params.request;
      if (!/^(file|data|blob|about):/.test(url)) this.requests.push(url);
    });
  }

  /** Calls a function there, or evaluates a text, and gives what it gives, awaited, as plain data. @throws what it throws */
  async evaluate<T, A = undefined>(
    code: string | ((argument: A) => T | Promise<T>),
    argument?: A,
  ): Promise<T> {
    const call = typeof code === "string" ? `() => (${code})` : code.toString();
    const passed = argument === undefined ? "" : JSON.stringify(argument);
    const { result, exceptionDetails } = await this.connection.send("script.callFunction", {
      functionDeclaration: `async () => (${written.toString()})(await (${call})(${passed}))`,
      awaitPromise: true,
      target: { context: this.context },
    });
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return read(JSON.parse(result.value)) as T;
  }

  /** Waits until a function gives something that counts as true, and gives that. */
  async waitFor<T, A = undefined>(condition: (argument: A) => T, argument?: A): Promise<T> {
    for (;;) {
      const found = await this.evaluate(condition, argument);
      if (found) return found as T;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async goto(url: string): Promise<void> {
    await this.connection.send("browsingContext.navigate", { context: this.context, url, wait: "complete" });
    this.errors.push(...(await this.evaluate(malformedMath)));
  }

  async setViewport(width: number, height: number): Promise<void> {
    await this.connection.send("browsingContext.setViewport", { context: this.context, viewport: { width, height } }); // prettier-ignore
  }

  async close(): Promise<void> {
    await this.connection.send("browsingContext.close", { context: this.context });
  }
}

/** A headless Firefox with a profile of its own and no network. */
export class Firefox {
  private constructor(
    private readonly child: ChildProcess,
    private readonly profile: string,
    private readonly connection: Connection,
  ) {}

  /** The caller closes it. */
  static async launch(): Promise<Firefox> {
    const profile = mkdtempSync(join(tmpdir(), "vg-test-firefox-"));
    const lines = Object.entries(PREFERENCES).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`); // prettier-ignore
    writeFileSync(join(profile, "user.js"), lines.join("\n"));
    const child = spawn(firefoxPath()!, ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"], { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: profile } }); // prettier-ignore
    const connection = await Connection.open(`${await addressOf(child)}/session`);
    await connection.send("session.new", { capabilities: {} });
    await connection.send("session.subscribe", { events: ["log.entryAdded", "network.beforeRequestSent"] });
    return new Firefox(child, profile, connection);
  }

  /** Opens a file from disk, and waits until it has loaded. */
  async openFile(
    path: string,
    [width, height]: readonly [number, number] = [1280, 900],
  ): Promise<FirefoxPage> {
    const { context } = await this.connection.send("browsingContext.create", { type: "tab" });
    const page = new FirefoxPage(this.connection, context);
    await page.setViewport(width, height);
    await page.goto(pathToFileURL(path).href);
    return page;
  }

  async close(): Promise<void> {
    const ended = once(this.child, "exit");
    await this.connection.send("browser.close", {}).catch(() => this.child.kill("SIGKILL"));
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Where it listens, which it says on its standard error. @throws Error with what it said instead when it ends */
async function addressOf(child: ChildProcess): Promise<string> {
  const said: string[] = [];
  for await (const line of createInterface(child.stderr!)) {
    const found = /WebDriver BiDi listening on (ws:\S+)/.exec(line);
    if (found) {
      child.stderr!.resume();
      return found[1];
    }
    said.push(line);
  }
  throw new Error(`Firefox did not start:\n${said.join("\n")}`);
}
