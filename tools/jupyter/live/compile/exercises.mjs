const QUESTION = /^\(\s*(["'])(\d\d)\.[^"'\\]*\1/;

/** What follows each use of a variable. */
const usesOf = (name, code) =>
  code.split(new RegExp(String.raw`(?<![\w$.])${name.replaceAll("$", "\\$")}(?![\w$])`)).slice(1);

/**
 * The notebooks whose exercises cells ask or check.
 * @param cells as compileNotebook makes them
 * @param notebooks the names of all that have exercises
 * @returns all of them where a cell does not say which it asks, or asks one that nobody has: `check` then lists what there is
 */
export function notebooksAsked(cells, notebooks) {
  const ownerOf = (use) => notebooks.find((name) => name.startsWith(`${QUESTION.exec(use)?.[2]}-`));
  const asked = new Set(
    cells.flatMap(({ body, package: taken }) =>
      Object.entries(taken).flatMap(([name, from]) =>
        from === "check" ? usesOf(name, body).map(ownerOf) : from === "*" ? [undefined] : [],
      ),
    ),
  );
  return asked.has(undefined) ? notebooks : notebooks.filter((name) => asked.has(name));
}
