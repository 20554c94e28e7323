/** What has more points is thinned: a picture this wide shows no more. */
const MOST = 256;
const [WIDTH, HEIGHT] = [256, 48];

/** A curve that grows while something runs. */
export interface Curve {
  /** Adds the point at a `share` from 0 to 1 of the way; a value that is no finite number adds none. */
  add(share: number, value: number): void;
  /** The curve as SVG, from the lowest value to the highest; nothing before it has two points. */
  drawn(): string;
}

/** A curve without points: of more than 256 every other is left out, again and again. */
export function curve(): Curve {
  let points: [share: number, value: number][] = [];
  let [stride, seen] = [1, 0];
  return {
    add(share, value) {
      if (!Number.isFinite(value) || seen++ % stride > 0) return;
      points.push([share, value]);
      if (points.length < MOST) return;
      points = points.filter((_, i) => i % 2 === 0);
      stride *= 2;
    },
    drawn() {
      if (points.length < 2) return "";
      const values = points.map(([, value]) => value);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const height = (value: number): number => (high > low ? (high - value) / (high - low) : 0.5) * HEIGHT;
      const places = points.map(([share, y]) => `${(share * WIDTH).toFixed(1)},${height(y).toFixed(1)}`);
      return (
        `<svg width="${WIDTH}" height="${HEIGHT}" viewBox="-1 -1 ${WIDTH + 2} ${HEIGHT + 2}" role="img" ` +
        `aria-label="From ${values[0].toPrecision(3)} to ${values.at(-1)!.toPrecision(3)}">` +
        `<polyline points="${places.join(" ")}" fill="none" stroke="currentColor" stroke-width="1.5"/></svg>`
      );
    },
  };
}
