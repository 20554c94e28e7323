const listed = (names) => names.join(", ");

/** What a reader must know of a refreshed working folder, a line each; nothing where nothing changed. */
export function report(folder, { added, renewed, beside }) {
  const lines = [];
  if (added.length > 0) lines.push(`Copied from the course to ${folder}/: ${listed(added)}.`);
  if (renewed.length > 0)
    lines.push(`Brought up to date in ${folder}/, where you had changed nothing: ${listed(renewed)}.`);
  for (const [yours, update] of beside)
    lines.push(
      `The course has a new version of ${yours}, which you changed: yours stays, the new one is ${folder}/${update}.`,
    );
  return lines;
}
