import { declarationsIn } from "../../parameters/declarations.mjs";
import { allows } from "../../parameters/rule.mjs";
import { differing, writeHash } from "../values/address.mjs";

/** The name and value that a piece of code such as `depth = 40` gives. */
function assigned(code) {
  const [found, ...more] = declarationsIn(`const ${code}\n;`);
  return found && more.length === 0 && !found.problem ? found : undefined;
}

/**
 * What the pieces of code in one item of a list set: "`depth = 40`, then `80`" twice one parameter, "`activation = "relu"`,
 * `gain = 1.4142`" two at once.
 * @param pieces `{ code, before }`, with the words between it and the piece before it
 * @returns for each the hash that sets it, or null for what sets nothing, or is only the beginning of what the next one sets
 */
export function tries(pieces, parameters) {
  const exported = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
  const hashes = pieces.map(() => null);
  let [last, values] = [undefined, {}];
  for (const [i, { code, before }] of pieces.entries()) {
    const [joined, then] = [/^,$/.test(before.trim()), /\bthen$/.test(before.trim())];
    const { name, value } = assigned(code) ?? (then && last && assigned(`${last} = ${code}`)) ?? {};
    const parameter = parameters.find((known) => known.name === name);
    if (!parameter || !allows(parameter, value)) continue;
    if (joined) hashes[i - 1] = null;
    values = { ...((joined || then) && values), [name]: value };
    hashes[i] = writeHash({ values: differing(values, exported) }) || null;
    last = name;
  }
  return hashes;
}
