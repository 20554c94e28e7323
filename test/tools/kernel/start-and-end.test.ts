import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../support/jupyter";
import { Kernel } from "../../support/kernel";

const lines = (count: number): string => Array.from({ length: count }, (_, i) => `${i}\n`).join("");

function started(options = {}): Kernel {
  const kernel = new Kernel(options);
  onTestFinished(() => kernel.stop());
  return kernel;
}

test("requests that are sent before the kernel has started are answered, once each", async () => {
  const kernel = started();
  const ids: string[] = [];
  for (let i = 0; i < 20; i++) ids.push(await kernel.send("kernel_info_request"));
  const executed = await kernel.sendCode("1;");
  await kernel.message(({ type, parent }) => type === "execute_reply" && parent === executed);
  const replies = kernel.messages.filter(({ type }) => type === "kernel_info_reply");
  expect(replies.map(({ parent }) => parent)).toEqual(ids);
  expect(kernel.log).toBe("");
});

test("a kernel that is shut down while output is on its way sends it all, then its reply, and ends", async () => {
  const kernel = started();
  await kernel.ready;
  const id = await kernel.sendCode(
    "setInterval(() => {}, 1000); for (let i = 0; i < 50_000; i++) console.log(i);",
  );
  await kernel.message(({ parent, type }) => parent === id && type === "stream");
  const shutdown = await kernel.outcome(
    await kernel.send("shutdown_request", { restart: false }, { channel: "control" }),
  );
  expect(shutdown.reply).toEqual({ status: "ok", restart: false });
  const { stdout } = await kernel.outcome(id);
  expect(stdout === lines(50_000), `${stdout.length} characters`).toBe(true);
  await kernel.ended();
  expect(kernel.log).toBe("");
});

test("a cell that ends the process loses nothing that it printed", async () => {
  const kernel = started();
  await kernel.ready;
  const id = await kernel.sendCode(
    'process.on("exit", () => console.log("end")); for (let i = 0; i < 50_000; i++) console.log(i); process.exit();',
  );
  await kernel.ended();
  await kernel.message(({ parent, content }) => parent === id && `${content.text}`.endsWith("end\n"));
  const text = kernel.published(id).map(({ content }) => content.text ?? "");
  expect(text.join("") === `${lines(50_000)}end\n`).toBe(true);
});

test("a kernel that ends at its start is told to whoever waits for it", async () => {
  const kernel = started({ env: { NODE_OPTIONS: "--no-such-option" } });
  await expect(kernel.ready).rejects.toThrow("--no-such-option");
});

test("Jupyter's server does not drop what is printed in a flood", () => {
  const config = JSON.parse(
    readFileSync(join(root, "tools", "jupyter", "config", "jupyter_server_config.json"), "utf8"),
  );
  expect(config.ZMQChannelsWebsocketConnection).toMatchObject({ limit_rate: false });
});
