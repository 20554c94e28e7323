const ALIASES = { "--notebook-dir": "--ServerApp.root_dir" };

function nameOf(argument) {
  const [name] = argument.split("=");
  return ALIASES[name] ?? name;
}

/** Our arguments and the reader's after them, without those of ours that the reader gives too: Jupyter refuses an option that comes twice. */
export function withGiven(own, given) {
  const names = new Set(given.map(nameOf));
  return [...own.filter((argument) => !names.has(nameOf(argument))), ...given];
}
