/** Places to draw out of `count`: the first ones all, then evenly; the last always. A chart shows no more than that. */
export function sampled(count: number, most = 120, head = 40): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  const stride = (count - 1 - head) / (most - head);
  const tail = Array.from({ length: most - head }, (_, i) => Math.round(head + (i + 1) * stride));
  return [...Array.from({ length: head + 1 }, (_, i) => i), ...tail];
}

/** At most `most` whole numbers from 0 to count − 1, evenly spread, both ends among them. */
export function spread(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return Array.from({ length: most }, (_, i) => Math.round((i * (count - 1)) / (most - 1)));
}
