import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { activationNames } from "../activations";
import { describe } from "./description";
import { InvalidArgument } from "../errors";
import { counted } from "../shown";
import { mlp, type Net } from "./net";
import { PARAMETER_NAMES } from "./parameters";
import { requireNet } from "./require-net";

const FORMAT = "vanishing-gradients net 1";

/**
 * Writes a net to a JSON file: its description, and its parameters bit for bit (float32, little-endian, base64).
 * @throws InvalidArgument for no net or no path that can be written, and when the net has an activation of the reader's own, which no file can hold
 */
export function saveNet(net: Net, path: string): void {
  requireNet("saveNet net", net);
  requirePath("saveNet path", path);
  const { activations, output } = net.description;
  const known = new Set<string>([...activationNames, "softmax"]);
  const own = [...activations, output].find(({ name }) => !known.has(name));
  if (own)
    throw new InvalidArgument(
      "saveNet",
      "cannot write an activation of one's own to a file",
      own.name,
      activationNames,
    );
  const parameters = net.parameters.map((layer) =>
    Object.fromEntries(PARAMETER_NAMES.flatMap((name) => (layer[name] ? [[name, encode(layer[name])]] : []))),
  );
  const text = JSON.stringify({ format: FORMAT, description: net.description, parameters });
  // Written aside and renamed, so that nobody ever finds half a file.
  const partial = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(partial, text);
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw unusable("saveNet path", "must be a file that can be written", path, error);
  }
}

/**
 * Reads a net that `saveNet` wrote, bit for bit.
 * @throws InvalidArgument when there is no such file or it cannot be read, when saveNet did not write it, or when its parameters do not fit its description
 */
export function loadNet(path: string): Net {
  requirePath("loadNet path", path);
  const { description, parameters } = parse(path);
  const net = mlp(describe(description, `loadNet ${path}: the description's`));
  net.parameters.forEach((layer, i) => {
    for (const name of PARAMETER_NAMES) {
      const [values, stored] = [layer[name], decode(parameters?.[i]?.[name])];
      if ((values?.length ?? 0) !== stored.length) {
        const rule = `must hold ${counted(values?.length ?? 0, "number")} of ${name} for layer ${i + 1}`;
        throw new InvalidArgument(`loadNet ${path}`, rule, stored.length);
      }
      values?.set(stored);
    }
  });
  return net;
}

function requirePath(argument: string, path: string): void {
  if (typeof path !== "string" || path === "")
    throw new InvalidArgument(argument, "must be the path of a file", path);
}

interface NetFile {
  format?: unknown;
  description: Parameters<typeof mlp>[0];
  parameters?: Record<string, string>[];
}

function parse(path: string): NetFile {
  const text = read(path);
  let file: NetFile | null;
  try {
    file = JSON.parse(text) as NetFile | null;
  } catch {
    throw new InvalidArgument(`loadNet ${path}`, "must be JSON", text.slice(0, 40));
  }
  if (file?.format !== FORMAT) {
    const rule = `must be a file that saveNet wrote ("${FORMAT}")`;
    throw new InvalidArgument(`loadNet ${path}`, rule, file?.format ?? file);
  }
  return file;
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw unusable("loadNet path", "must be a file that can be read", path, error);
  }
}

function unusable(argument: string, rule: string, path: string, error: unknown): InvalidArgument {
  const { code, message } = error as NodeJS.ErrnoException;
  return new InvalidArgument(argument, `${rule}: ${code === "ENOENT" ? "there is none" : message}`, path);
}

/** Little-endian whatever the machine: a file read elsewhere must mean the same. */
function encode(values: Float32Array): string {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((x, i) => bytes.writeFloatLE(x, 4 * i));
  return bytes.toString("base64");
}

function decode(text: unknown): Float32Array {
  const bytes = Buffer.from(typeof text === "string" ? text : "", "base64");
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readFloatLE(4 * i));
}
