import type { ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root, startPython } from "./jupyter";

/** A message of the kernel. */
export interface Message {
  channel: "shell" | "control" | "iopub";
  type: string;
  /** The request that it belongs to. */
  parent: string;
  session: string;
  content: Record<string, any>;
}

/** What came of a request: the reply, and what was published until the kernel was idle again. */
export interface Outcome {
  reply: Record<string, any>;
  published: Message[];
  /** What it printed on each stream. */
  stdout: string;
  stderr: string;
}

const notebooks = `${root}/notebooks`;

/** How a request is sent, where not as usual. */
interface Envelope {
  channel?: string;
  header?: object;
  metadata?: object;
}

/** The real kernel behind Jupyter's own client; everything that it says is kept, in the order in which it came. */
export class Kernel {
  readonly messages: Message[] = [];
  /** What the kernel wrote into the server's log. */
  log = "";
  /** Resolves once the kernel can be heard: what it publishes earlier is lost. Rejects where it ends instead. */
  readonly ready: Promise<unknown>;
  private readonly driver: ChildProcess;
  private readonly closed: Promise<void>;
  private readonly answers = new Map<number, (event: any) => void>();
  private readonly watchers = new Set<() => void>();
  private orders = 0;

  constructor({ folder = notebooks, env = {} }: { folder?: string; env?: NodeJS.ProcessEnv } = {}) {
    const driver = fileURLToPath(new URL("kernel_driver.py", import.meta.url));
    this.driver = startPython([driver, folder], { stdin: "pipe", env });
    let rest = "";
    this.driver.stdout!.setEncoding("utf8").on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.hear(JSON.parse(line));
    });
    this.driver.stderr!.on("data", (chunk) => (this.log += chunk));
    this.closed = new Promise((resolve) => this.driver.on("close", () => resolve()));
    this.ready = this.message(({ type }) => type === "iopub_welcome");
  }

  /** Ends the kernel at once. */
  async stop(): Promise<void> {
    this.driver.stdin!.end();
    await this.closed;
  }

  /** Resolves when the kernel's process is gone by itself. */
  async ended(): Promise<void> {
    await this.ask({ do: "await end" });
  }

  interrupt(): void {
    this.order({ do: "interrupt" });
  }

  /** Resident memory of the kernel's process, in bytes. */
  async memory(): Promise<number> {
    return (await this.ask({ do: "memory" })).bytes;
  }

  /** Sends a request and resolves to its id; `header` replaces what its header would have. */
  async send(
    type: string,
    content: object = {},
    { channel = "shell", header = {}, metadata = {} }: Envelope = {},
  ): Promise<string> {
    return (await this.ask({ do: "send", type, content, channel, header, metadata })).id;
  }

  /** Sends code to be executed, and resolves to the request's id. */
  sendCode(code: string, options: object = {}, envelope: Envelope = {}): Promise<string> {
    const defaults = { silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    return this.send("execute_request", { code, ...defaults, stop_on_error: true, ...options }, envelope);
  }

  /** Runs code to its end. */
  async run(code: string, options: object = {}): Promise<Outcome> {
    return this.outcome(await this.sendCode(code, options));
  }

  /** Sends a request and waits for what comes of it. */
  async request(type: string, content: object = {}, channel = "shell"): Promise<Outcome> {
    return this.outcome(await this.send(type, content, { channel }));
  }

  /** Waits for the reply to a request, and for the kernel to be idle after it. */
  async outcome(id: string): Promise<Outcome> {
    const reply = await this.message(({ channel, parent }) => channel !== "iopub" && parent === id);
    await this.message(
      ({ type, parent, content }) => type === "status" && parent === id && content.execution_state === "idle",
    );
    const published = this.published(id);
    return {
      reply: reply.content,
      published,
      stdout: printed(published, "stdout"),
      stderr: printed(published, "stderr"),
    };
  }

  /** What has been published for a request so far. */
  published(id: string): Message[] {
    return this.messages.filter(({ channel, parent }) => channel === "iopub" && parent === id);
  }

  /** The first message of the kind, once it has come; rejects where the kernel ends instead, and else the test's timeout is the limit. */
  message(wanted: (message: Message) => boolean): Promise<Message> {
    const coming = new Promise<Message>((resolve, reject) => {
      let seen = 0;
      const look = (): void => {
        while (seen < this.messages.length) {
          const message = this.messages[seen++];
          if (!wanted(message)) continue;
          this.watchers.delete(look);
          return resolve(message);
        }
      };
      this.watchers.add(look);
      look();
      void this.closed.then(() => reject(new Error(this.log || "The kernel was stopped.")));
    });
    coming.catch(() => {}); // whoever awaits it is told
    return coming;
  }

  /** Forgets all messages so far: for tests that send very many. */
  forget(): void {
    this.messages.length = 0;
  }

  private order(order: object): void {
    this.driver.stdin!.write(`${JSON.stringify(order)}\n`);
  }

  private ask(order: object): Promise<any> {
    const number = ++this.orders;
    return new Promise((resolve) => {
      this.answers.set(number, resolve);
      this.order({ ...order, number });
    });
  }

  private hear(event: any): void {
    if (event.event === "message") this.messages.push(event);
    this.answers.get(event.number)?.(event);
    this.answers.delete(event.number);
    for (const look of this.watchers) look();
  }
}

/** The text on a stream. */
export const printed = (messages: Message[], name: string): string =>
  messages
    .filter(({ type, content }) => type === "stream" && content.name === name)
    .map(({ content }) => content.text)
    .join("");
