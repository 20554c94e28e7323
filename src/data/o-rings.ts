import { type BinaryTable, binaryTable } from "./binary-table";

/** Flight, air temperature at launch in °F, and whether a field-joint O-ring showed thermal distress. */
const FLIGHTS: [flight: string, fahrenheit: number, distress: 0 | 1][] = [
  ["STS-1", 66, 0],
  ["STS-2", 70, 1],
  ["STS-3", 69, 0],
  ["STS-5", 68, 0],
  ["STS-6", 67, 0],
  ["STS-7", 72, 0],
  ["STS-8", 73, 0],
  ["STS-9", 70, 0],
  ["STS-41-B", 57, 1],
  ["STS-41-C", 63, 1],
  ["STS-41-D", 70, 1],
  ["STS-41-G", 78, 0],
  ["STS-51-A", 67, 0],
  ["STS-51-C", 53, 1],
  ["STS-51-D", 67, 0],
  ["STS-51-B", 75, 0],
  ["STS-51-G", 70, 0],
  ["STS-51-F", 81, 0],
  ["STS-51-I", 76, 0],
  ["STS-51-J", 79, 0],
  ["STS-61-A", 75, 1],
  ["STS-61-B", 76, 0],
  ["STS-61-C", 58, 1],
];

/**
 * The 23 space shuttle flights before Challenger whose boosters were recovered (STS-4's were lost at sea):
 * launch temperature in °F, and thermal distress of at least one field-joint O-ring (erosion or blow-by).
 * Source: Presidential Commission on the Space Shuttle Challenger Accident, 1986, vol. 1; as analysed by Dalal,
 * Fowlkes & Hoadley, J. Amer. Statist. Assoc. 84 (1989), 945–957.
 */
export function oRings(): BinaryTable {
  return binaryTable(
    { name: "O-rings", row: "flight", column: "launch temperature (°F)", outcome: "thermal distress" },
    FLIGHTS.map(([, fahrenheit, distress]) => [fahrenheit, distress] as const),
  );
}
