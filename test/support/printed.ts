import type { Page } from "playwright-core";

const MARK = "https://marks.invalid/";

/**
 * The charts of a page that its sheets of paper cut, by the number of the chart. A link at the top of each and one at the bottom tell,
 * in the PDF, on which sheet these are.
 */
export async function cutOnPaper(page: Page): Promise<string[]> {
  await page.evaluate((address) => {
    for (const chart of document.querySelectorAll<HTMLElement>(".chart"))
      for (const end of ["top", "bottom"]) {
        const mark = document.createElement("a");
        mark.href = `${address}${chart.querySelector(".plot")!.id}/${end}`;
        mark.textContent = "·";
        mark.style.cssText = `position: absolute; left: 0; ${end}: 0; font: 2px/2px sans-serif`;
        chart.append(mark);
      }
  }, MARK);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const objects = new Map(
    [...pdf.matchAll(/(\d+) 0 obj\b([^]*?)\bendobj/g)].map(([, number, text]) => [number, text]),
  );
  const sheets = [...objects.values()].filter((text) => /\/Type\s*\/Page\b/.test(text));
  const where = new Map<string, Set<number>>();
  sheets.forEach((sheet, i) => {
    const [, annotations = ""] = /\/Annots\s*\[([^\]]*)\]/.exec(sheet) ?? [];
    const texts = [
      sheet,
      ...[...annotations.matchAll(/(\d+) 0 R/g)].map(([, number]) => objects.get(number) ?? ""),
    ];
    for (const [, chart, end] of texts.join("").matchAll(/marks\.invalid\/([\w-]+)\/(top|bottom)/g)) {
      if (!where.has(chart)) where.set(chart, new Set());
      where
        .get(chart)!
        .add(i)
        .add(end === "top" ? -1 : -2);
    }
  });
  const all = await page.locator(".chart .plot").evaluateAll((plots) => plots.map(({ id }) => id));
  return all.filter((chart) => where.get(chart)?.size !== 3); // a sheet, its top and its bottom
}
