import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { eventually } from "../../support/eventually";

interface Streams {
  write(cell: object, name: string, chunk: string | Uint8Array, encoding?: string): void;
  flush(): void;
}

const require = createRequire(import.meta.url);
const { Streams } = require("../../../tools/kernel/streams.cjs") as {
  Streams: new (send: (cell: object, name: string, text: string) => void, now: () => number) => Streams;
};

function recorded(): { streams: Streams; sent: [object, string, string][]; clock: { now: number } } {
  const sent: [object, string, string][] = [];
  const clock = { now: 0 };
  const streams = new Streams(
    (...message) => void sent.push(message),
    () => clock.now,
  );
  return { streams, sent, clock };
}

const [a, b] = [{}, {}];

test("a few writes go out at once, each by itself", () => {
  const { streams, sent } = recorded();
  for (const text of ["1\n", "2\n"]) streams.write(a, "stdout", text);
  expect(sent).toEqual([
    [a, "stdout", "1\n"],
    [a, "stdout", "2\n"],
  ]);
});

test("a flood within one window is joined, and goes out with the first write after it", () => {
  const { streams, sent, clock } = recorded();
  const texts = Array.from({ length: 1000 }, (_, i) => `${i}\n`);
  for (const text of texts) streams.write(a, "stdout", text);
  expect(sent.length).toBeLessThan(100);
  clock.now = 1000;
  streams.write(a, "stdout", "last\n");
  expect(sent.map(([, , text]) => text).join("")).toBe([...texts, "last\n"].join(""));
});

test("text of another stream or another cell never joins, and comes in order", () => {
  const { streams, sent } = recorded();
  const writes: [object, string][] = Array.from({ length: 300 }, (_, i) => [
    i % 3 ? a : b,
    i % 2 ? "stdout" : "stderr",
  ]);
  for (const [i, [cell, name]] of writes.entries()) streams.write(cell, name, `${i}\n`);
  streams.flush();
  expect(sent).toEqual(writes.map(([cell, name], i) => [cell, name, `${i}\n`]));
});

test("what waits goes out by itself in a moment", async () => {
  const { streams, sent } = recorded();
  for (let i = 0; i < 200; i++) streams.write(a, "stdout", "x");
  await eventually(() => sent.map(([, , text]) => text).join("").length).toBe(200);
});

test("much text does not wait", () => {
  const { streams, sent } = recorded();
  for (let i = 0; i < 200; i++) streams.write(a, "stdout", "x".repeat(10_000));
  expect(sent.map(([, , text]) => text).join("").length).toBeGreaterThan(1_900_000);
});

test("a character in two chunks is joined, that of another stream apart from it", () => {
  const { streams, sent } = recorded();
  const [first, ...rest] = Buffer.from("𝔼");
  streams.write(a, "stdout", Buffer.of(first));
  streams.write(a, "stderr", Buffer.of(first));
  streams.write(a, "stdout", Buffer.from(rest));
  streams.write(a, "stderr", Buffer.from(rest));
  expect(sent).toEqual([
    [a, "stdout", "𝔼"],
    [a, "stderr", "𝔼"],
  ]);
});

test("half a character that text follows is marked, as Node.js does it", () => {
  const { streams, sent } = recorded();
  streams.write(a, "stdout", Buffer.from("€").subarray(0, 2));
  streams.write(a, "stdout", "x\ud800");
  expect(sent).toEqual([[a, "stdout", "\ufffdx\ufffd"]]);
});
