// dts-bundle-generator with two mends. Version 9.5.1 drops the docstrings of functions that are exported through a namespace
// (`theory`, `charts`) only: every statement keeps its own here. And options written within a signature get theirs.
const output = require("dts-bundle-generator/dist/generate-output.js");
const { documentOptions } = require("./option-docs.cjs");

const { generateOutput } = output;
output.generateOutput = (parameters, options) => {
  const getStatementSettings = (statement) => ({
    ...parameters.getStatementSettings(statement),
    shouldHaveJSDoc: true,
  });
  return documentOptions(generateOutput({ ...parameters, getStatementSettings }, options));
};

require("dts-bundle-generator/dist/bin/dts-bundle-generator.js");
