// What the kernel says about itself; tslab's answer lacks the status and the version of the language.
const { getVersion } = require("tslab/dist/util.js");
const { ts } = require("./typescript.cjs");
const { VERSION } = require("./wire.cjs");

module.exports = {
  status: "ok",
  protocol_version: VERSION,
  implementation: "tslab",
  implementation_version: getVersion(),
  banner: `TypeScript ${ts.version} on Node.js ${process.versions.node}`,
  language_info: {
    name: "typescript",
    version: ts.version,
    mimetype: "text/typescript",
    file_extension: ".ts",
    // JupyterLab takes `mode`, the classic notebook takes `name` and `typescript`.
    codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
  },
  supported_features: [],
  help_links: [{ text: "TypeScript", url: "https://www.typescriptlang.org/docs/" }],
};
