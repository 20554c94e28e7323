import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { keyOf, writeWhole } from "../setup/stamp.mjs";

/** Which version of the course each file of the reader's was copied from. */
const RECORD = ".course.json";

/** What tells whether a reader changed a file: a notebook's sources (running it changes the rest), else the whole text. */
function contentKey(file) {
  const text = readFileSync(file, "utf8");
  if (extname(file) !== ".ipynb") return keyOf(text);
  try {
    return keyOf(JSON.parse(text).cells.map((cell) => [cell.cell_type, [cell.source].flat().join("")]));
  } catch {
    return keyOf(text); // a notebook that a reader broke is a changed one
  }
}

/** `02-name.ipynb`, `02-name-new-version.ipynb`, `02-name-new-version-2.ipynb`, … */
function* placesOf(name) {
  const extension = extname(name);
  yield name;
  for (let i = 1; ; i++) yield `${basename(name, extension)}-new-version${i > 1 ? `-${i}` : ""}${extension}`;
}

function readRecord(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, RECORD), "utf8"));
  } catch {
    return {};
  }
}

/**
 * Brings the course's present files into the folder in which a reader works, and never overwrites what the reader
 * changed: an unchanged copy is renewed; beside a changed one the new version is put, once, under a name of its own; a
 * deleted one comes back. What the reader added stays.
 * @param course folder of the files as git tracks them
 * @param own the reader's folder; made where it is missing
 * @returns names of the files that were `added`, `renewed`, and put `beside` a changed one, as pairs
 */
export function refresh(course, own) {
  const record = readRecord(own);
  const done = { added: [], renewed: [], beside: [] };
  const names = readdirSync(course).filter((name) => !name.startsWith("."));
  for (const name of names.filter((entry) => statSync(join(course, entry)).isFile()).toSorted())
    bring(name, { course, own, record, done });
  writeWhole(join(own, RECORD), `${JSON.stringify(record, null, 1)}\n`);
  return done;
}

function bring(name, { course, own, record, done }) {
  const wanted = contentKey(join(course, name));
  const put = (place) => {
    writeWhole(join(own, place), readFileSync(join(course, name), "utf8"));
    record[place] = wanted;
  };
  if (!existsSync(join(own, name))) {
    put(name);
    done.added.push(name);
    return;
  }
  for (const place of placesOf(name)) {
    const file = join(own, place);
    const present = existsSync(file) ? contentKey(file) : undefined;
    if (present === wanted) record[place] = wanted;
    if (record[place] === wanted) return; // the reader has this version, or had it and removed it
    if (present !== undefined && present !== record[place]) continue; // the reader's own work
    put(place);
    if (place === name) done.renewed.push(name);
    else done.beside.push([name, place]);
    return;
  }
}
