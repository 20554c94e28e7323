// Run in the browser: each function is whole in itself.

/** What of a chart reaches over its edges. */
export function cutOff(chart: HTMLElement | SVGElement): string[] {
  const edges = chart.getBoundingClientRect();
  return [...chart.querySelectorAll("text, .updatemenu-item-rect, .slider-rail-rect, .bg")].flatMap(
    (part) => {
      const { left, right, width } = part.getBoundingClientRect();
      const over = width > 0 && (left < edges.left - 1 || right > edges.right + 1);
      return over ? [part.textContent || part.getAttribute("class") || part.tagName] : [];
    },
  );
}

/** Pairs of level texts of a chart that lie on each other, as far as they can be seen. */
export function collisions(chart: HTMLElement | SVGElement): string[] {
  const [ACROSS, DOWN] = [3, 4]; // pixels that boxes may share: they are larger than the letters in them
  const seen = [...chart.querySelectorAll("svg text")].filter(
    (text) =>
      text.textContent &&
      text.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      !text.closest(".hoverlayer") &&
      !/rotate\((?!0\b|-?90\b)/.test(text.getAttribute("transform") ?? ""),
  );
  const boxes = seen.map((text) => text.getBoundingClientRect());
  const overlap = (i: number, j: number): boolean => {
    const [a, b] = [boxes[i], boxes[j]];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    return across > ACROSS && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > DOWN;
  };
  return seen.flatMap((text, i) =>
    seen.slice(i + 1).flatMap((other, j) => (overlap(i, i + 1 + j) ? [`${text.textContent} | ${other.textContent}`] : [])),
  ); // prettier-ignore
}

/** The words of an output that a line break parts, and whether it has line breaks. */
export function brokenWords(output: HTMLElement | SVGElement): { found: string[]; wrapped: boolean } {
  const walker = document.createTreeWalker(output, NodeFilter.SHOW_TEXT);
  const found: string[] = [];
  let lines = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const { 0: word, index } of node.textContent!.matchAll(/[a-z]+/g)) {
      const range = document.createRange();
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const heights = new Set([...range.getClientRects()].map(({ top }) => top));
      lines = Math.max(lines, ...heights);
      if (heights.size > 1) found.push(word);
    }
  }
  return { found, wrapped: lines > output.getBoundingClientRect().top + 40 };
}

/** The least contrast (WCAG 2) of a chart's texts with what is behind the chart; 0 where its own paper hides that. */
export function leastContrast(chart: HTMLElement | SVGElement): number {
  const numbers = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string): number => {
    const [r, g, b] = numbers(colour).map((c) =>
      c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const isClear = (colour: string): boolean => numbers(colour)[3] === 0;
  if (!isClear(getComputedStyle(chart.querySelector(".main-svg")!).backgroundColor)) return 0;
  let behind: Element | null = chart;
  while (behind && isClear(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
  const ground = luminance(behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)");
  const texts = [...chart.querySelectorAll("text")].filter((text) => text.textContent);
  const inks = texts.map((text) => luminance(getComputedStyle(text).fill));
  return Math.min(...inks.map((ink) => (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)));
}
