/** The short form of a number of rounds in the suite, the long one in `npm run soak`. */
export const inSuite = (short: number, { inSoak }: { inSoak: number }): number =>
  process.env["VG_SOAK"] ? inSoak : short;
