const FOLDER = "--ServerApp.root_dir";
const ALIASES = { "--notebook-dir": FOLDER };

function nameOf(argument) {
  const [name] = argument.split("=");
  return ALIASES[name] ?? name;
}

/** Whether the reader gives a folder of their own to open. */
export const givesFolder = (given) => given.some((argument) => nameOf(argument) === FOLDER);

/** Our arguments and the reader's after them, without those of ours that the reader gives too: Jupyter refuses an option that comes twice. */
export function withGiven(own, given) {
  const names = new Set(given.map(nameOf));
  return [...own.filter((argument) => !names.has(nameOf(argument))), ...given];
}
