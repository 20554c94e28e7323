import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { toHtml } from "vanishing-gradients";
import type { Figure } from "../../src/charts/style/figure";
import { results } from "./places";

/** Writes the result and its chart, if it has one, and says where they are. */
export function writeResult(
  result: { benchmark: string; date: string },
  chart: Figure | undefined,
  json = join(results, `${result.benchmark}-${result.date.replaceAll(":", "").slice(0, 17)}.json`),
): void {
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\nAll numbers: ${json}`);
  if (!chart) return;
  const page = json.replace(/(\.json)?$/, ".html");
  writeFileSync(page, toHtml(chart));
  console.log(`Chart: ${page}`);
}
