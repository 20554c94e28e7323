// Sets the parameters of notebooks: reads {"cells": {notebook: source}, "settings": {name: text}} on stdin and writes
// {"notebooks": {notebook: {source, values}}} or {"problems": [message]} on stdout.
import { text } from "node:stream/consumers";
import { applySettings } from "../../parameters/settings.mjs";

const { cells, settings } = JSON.parse(await text(process.stdin));
process.stdout.write(JSON.stringify(applySettings(cells, settings)));
