import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { root } from "../../support/jupyter";

const { resolve } = createRequire(import.meta.url);
const { Subscriber } = createRequire(resolve("tslab/dist/jupyter.js"))("zeromq");

/** More than a system keeps on its way from one process to another. */
const MESSAGES = 300;
const BYTES = 2 ** 16;

const publishing = `
const { closeAll, open } = require(${JSON.stringify(join(root, "tools", "kernel", "sockets.cjs"))});
const publisher = open("XPublisher", "tcp://127.0.0.1:*");
process.stdout.write(publisher.lastEndpoint);
publisher.receive().then(() => {
  for (let k = 0; k < ${MESSAGES}; k++) publisher.send(Buffer.alloc(${BYTES}, k));
  process.stdout.write("sent");
  closeAll();
  process.exit();
});`;

/** A process that publishes messages to the first who subscribes, and ends; one that has subscribed, and they are on their way. */
async function published(): Promise<{ process: ChildProcess; subscriber: InstanceType<typeof Subscriber> }> {
  const process = spawn("node", ["-e", publishing], { stdio: ["ignore", "pipe", "inherit"] });
  const [address] = (await once(process.stdout!, "data")) as [Buffer];
  const subscriber = new Subscriber({ receiveHighWaterMark: 10, linger: 0 });
  onTestFinished(() => subscriber.close());
  subscriber.connect(address.toString());
  subscriber.subscribe();
  expect(`${((await once(process.stdout!, "data")) as [Buffer])[0]}`).toBe("sent");
  return { process, subscriber };
}

test("what is sent just before a process ends reaches a client that has not read it yet", async () => {
  const { process, subscriber } = await published();
  for (let k = 0; k < MESSAGES; k++) {
    const [message] = await subscriber.receive();
    expect([message.length, message[0]]).toEqual([BYTES, k % 256]);
  }
  if (process.exitCode === null) await once(process, "exit");
  expect(process.exitCode).toBe(0);
});

test("a process ends although a client reads nothing of what was sent", async () => {
  const { process } = await published();
  expect(await once(process, "exit")).toEqual([0, null]);
});
