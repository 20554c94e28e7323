import { expect } from "vitest";

/** `expect` for what a loaded machine may take its time over. */
export const eventually = <T>(read: () => T | Promise<T>): ReturnType<typeof expect.poll<T>> =>
  expect.poll(read, { timeout: 120_000, interval: 100 });
