/** The short form of something in the suite (a number of rounds, a list of cases), the long one in `npm run soak`. */
export const inSuite = <T>(short: T, { inSoak }: { inSoak: T }): T =>
  process.env["VG_SOAK"] ? inSoak : short;

/** Seeds for what is said of twenty nets: the first five of them in the suite. */
export const seedsFrom = (first: number): number[] =>
  Array.from({ length: inSuite(5, { inSoak: 20 }) }, (_, i) => first + i);
