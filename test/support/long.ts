/** The short form of something in the suite (a number of rounds, a list of cases), the long one in `npm run soak`. */
export const inSuite = <T>(short: T, { inSoak }: { inSoak: T }): T =>
  process.env["VG_SOAK"] ? inSoak : short;
