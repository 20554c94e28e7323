// dts-bundle-generator with two mends. Version 9.5.1 drops the docstrings of functions that are exported through a namespace
// (`theory`, `charts`) only, and those of the namespaces: here each keeps its own. And options written within a signature
// get theirs.
const { readFileSync } = require("node:fs");
const output = require("dts-bundle-generator/dist/generate-output.js");
const { documentNamespaces, documentOptions } = require("./docstrings.cjs");

const entry = readFileSync(process.argv.at(-1), "utf8");
const { generateOutput } = output;
output.generateOutput = (parameters, options) => {
  const getStatementSettings = (statement) => ({
    ...parameters.getStatementSettings(statement),
    shouldHaveJSDoc: true,
  });
  const text = generateOutput({ ...parameters, getStatementSettings }, options);
  return documentNamespaces(documentOptions(text), entry);
};

require("dts-bundle-generator/dist/bin/dts-bundle-generator.js");
