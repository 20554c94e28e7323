/** Text made safe for HTML. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);

/** Text whose lines do not break between a number and its sign. */
const unbroken = (text: string): string =>
  text.replace(/([×±]) /g, "$1\u00a0").replace(/ ([%±])/g, "\u00a0$1");

/** Rows of text as a table of HTML, with a caption above and the columns' names as its head. */
export function htmlTable(caption: string, rows: readonly Record<string, string>[]): string {
  const line = (tag: "td" | "th", cells: readonly string[]): string =>
    `<tr>${cells.map((text) => `<${tag}${tag === "th" ? ' scope="col"' : ""}>${escapeHtml(unbroken(text))}</${tag}>`).join("")}</tr>`;
  const head = `<thead>${line("th", Object.keys(rows[0] ?? {}))}</thead>`;
  const body = rows.map((row) => line("td", Object.values(row))).join("");
  return `<table><caption>${escapeHtml(caption)}</caption>${head}<tbody>${body}</tbody></table>`;
}
