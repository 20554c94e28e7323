// node roll-up.cjs CONFIGURATION ENTRY OUTPUT: writes all types that ENTRY exports into one file.
//
// dts-bundle-generator 9.5.1 drops the docstrings of functions that are exported through a namespace (`theory`, `charts`)
// only, and those of the namespaces: here each keeps its own. And options written within a signature get theirs.
const { readFileSync, writeFileSync } = require("node:fs");
const output = require("dts-bundle-generator/dist/generate-output.js");
const { generateDtsBundle } = require("dts-bundle-generator");
const { documentNamespaces, documentOptions } = require("./docstrings.cjs");

const { generateOutput } = output;
output.generateOutput = (parameters, options) => {
  const getStatementSettings = (statement) => ({
    ...parameters.getStatementSettings(statement),
    shouldHaveJSDoc: true,
  });
  return generateOutput({ ...parameters, getStatementSettings }, options);
};

const [preferredConfigPath, filePath, target] = process.argv.slice(2);
const [text] = generateDtsBundle([{ filePath, output: { noBanner: true } }], { preferredConfigPath });
writeFileSync(target, documentNamespaces(documentOptions(text), readFileSync(filePath, "utf8")));
