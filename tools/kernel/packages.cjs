// A notebook imports the packages of its own folder and of the folders above; where those have none of that name, the
// packages of this repository, so that a notebook may lie anywhere. Node has NODE_PATH for that. TypeScript looks up to the
// root of the file system: what it does not find in /node_modules, it is shown from here.
const Module = require("node:module");
const { delimiter, join, resolve } = require("node:path");
const { sys } = require("./typescript.cjs").ts;

const own = resolve(__dirname, "..", "..", "node_modules");
const last = resolve("/node_modules");
/** TypeScript declares what any of these packages declares to every cell: of those that the repository is made with, Node's. */
const types = join(own, "@types");
const GLOBAL_TYPES = ["node"];
const LOOKS = ["fileExists", "directoryExists", "readFile", "realpath", "getDirectories", "readDirectory"];

/** Makes the packages of this repository the last that are found, at run time and by the compiler. */
function offerOwnPackages() {
  process.env.NODE_PATH = [process.env.NODE_PATH, own].filter(Boolean).join(delimiter);
  Module._initPaths();
  const { fileExists, directoryExists } = sys;
  const place = (path) => {
    const below = path === last || path.startsWith(`${last}/`);
    return below && !fileExists(path) && !directoryExists(path) ? join(own, path.slice(last.length)) : path;
  };
  for (const name of LOOKS) {
    const look = sys[name];
    sys[name] = (path, ...rest) => look(place(path), ...rest);
  }
  const { getDirectories } = sys;
  sys.getDirectories = (path) => (place(path) === types ? GLOBAL_TYPES : getDirectories(path));
}

module.exports = { offerOwnPackages };
