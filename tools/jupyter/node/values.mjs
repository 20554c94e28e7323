// What a page's controls are made of: reads {"cell": source of the parameter cell, "cells": those of the other code cells, "items":
// the pieces of code in each item of the lists} on stdin; writes {"parameters", "behind", "tries"} on stdout, or {"problems": [message]}.
import { text } from "node:stream/consumers";
import { readCell } from "../../parameters/cell.mjs";
import { nearest, stopsOf } from "../values/stops.mjs";
import { behind } from "./behind.mjs";
import { tries } from "./tries.mjs";

/** A parameter with its elements as texts, its slider, and its value as it stands in the cell, and where. */
function described({ parameter, start, end }, source) {
  const stops = stopsOf(parameter);
  const slider = stops && { last: stops.length - 1, at: nearest(stops, parameter.value) };
  const shown = [parameter.value].flat().map(String);
  return { ...parameter, shown, slider, start, literal: source.slice(start, end) };
}

const { cell, cells, items } = JSON.parse(await text(process.stdin));
const { entries, problems } = readCell(cell);
const parameters = entries.map((entry) => described(entry, cell));
const names = parameters.map(({ name }) => name);
const answer =
  problems.length > 0
    ? { problems: problems.map(({ problem }) => problem) }
    : {
        parameters,
        behind: behind(cells, names),
        tries: items.map((pieces) => tries(pieces, parameters)),
      };
process.stdout.write(JSON.stringify(answer));
