import { readFileSync } from "node:fs";

/** A file's text: UTF-16 where its mark says so, else UTF-8, else Windows-1252, in which Excel saves "CSV"; undefined where it cannot be read. */
export function fileText(path: string): string | undefined {
  try {
    return decoded(readFileSync(path));
  } catch {
    return undefined;
  }
}

function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
