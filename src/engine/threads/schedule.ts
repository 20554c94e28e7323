import type { Call, Whole } from "../kernels/program";
import { type Part, partOf, type Reach, rowsOf } from "./reach";

/** What each of two threads does before it waits for the other. */
export type Phase = readonly [Part[], Part[]];

/** A reach that was made, by whom and when. */
interface Made extends Reach {
  thread: number;
  phase: number;
}

/** Work in nanoseconds from which a result that has no row for each example is divided too. */
const LARGE = 20_000;

const overlap = (a: Reach, b: Reach): boolean => a.from < b.to && b.from < a.to;
const covers = (a: Reach, b: Reach): boolean => a.from <= b.from && a.to >= b.to;

/**
 * Divides calls between two threads, so that each gives the numbers that it gives alone: those on examples by halves of the batch,
 * the others whole. Each comes as early as what it takes has been made; only where that was the other thread, a phase later.
 * @param size examples in a batch
 */
export function scheduled(calls: readonly Call[], size: number): Phase[] {
  const phases: [Part[], Part[]][] = [];
  const loads: [number, number][] = [];
  const made = new Map<Whole, Made[]>();
  /** The first phase in which a thread can do it. */
  const phaseFor = ({ reaches }: Part, thread: number): number => {
    let first = 0;
    for (const one of reaches) {
      for (const other of made.get(one.whole) ?? []) {
        if (!(one.written || other.written) || !overlap(one, other)) continue;
        first = Math.max(first, other.thread === thread ? other.phase : other.phase + 1);
      }
    }
    return first;
  };
  const put = (part: Part, thread: number, phase: number): void => {
    while (phases.length <= phase) {
      phases.push([[], []]);
      loads.push([0, 0]);
    }
    phases[phase][thread].push(part);
    loads[phase][thread] += part.cost;
    for (const one of part.reaches) {
      const others = made.get(one.whole) ?? [];
      const left = one.written ? others.filter((other) => !covers(one, other)) : others;
      left.push({ ...one, thread, phase });
      made.set(one.whole, left);
    }
  };
  const load = (phase: number, thread: number): number => loads[phase]?.[thread] ?? 0;
  for (const call of calls) {
    const rows = rowsOf(call);
    const undivided = partOf(call, rows);
    if (rows >= 8 && (rows === size || undivided.cost >= LARGE)) {
      // By fours, as products take them.
      const half = 4 * Math.round(rows / 8);
      const parts = [partOf(call, rows, { from: 0, to: half }), partOf(call, rows, { from: half, to: rows })];
      const when = parts.map(phaseFor);
      parts.forEach((part, thread) => put(part, thread, when[thread]));
    } else {
      const when = [0, 1].map((thread) => phaseFor(undivided, thread));
      const thread = when[0] !== when[1] ? Number(when[1] < when[0]) : Number(load(when[1], 1) < load(when[0], 0)); // prettier-ignore
      put(undivided, thread, when[thread]);
    }
  }
  return phases;
}

/**
 * Places for arrays that are not kept, from `end` on; none is taken by another before the phase after its last one.
 * @returns them, and where they end
 */
export function placesIn(
  phases: readonly Phase[],
  end: number,
): { places: ReadonlyMap<Whole, number>; end: number } {
  const lives = new Map<Whole, { first: number; last: number }>();
  phases.forEach((parts, phase) => {
    for (const { whole } of parts.flat().flatMap(({ reaches }) => reaches)) {
      if (whole.kept) continue;
      const life = lives.get(whole);
      if (life) life.last = phase;
      else lives.set(whole, { first: phase, last: phase });
    }
  });
  const places = new Map<Whole, number>();
  const free = new Map<number, { place: number; after: number }[]>();
  for (const [whole, { first, last }] of lives) {
    const list = free.get(whole.bytes) ?? [];
    free.set(whole.bytes, list);
    const k = list.findIndex(({ after }) => after < first);
    const place = k >= 0 ? list.splice(k, 1)[0].place : end;
    if (k < 0) end += whole.bytes;
    list.push({ place, after: last });
    places.set(whole, place);
  }
  return { places, end };
}
