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
 * @param bytes of a number
 */
export function scheduled(calls: readonly Call[], size: number, bytes: number): Phase[] {
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
    const undivided = partOf(call, bytes, rows);
    if (rows >= 8 && (rows === size || undivided.cost >= LARGE)) {
      // By fours, as products take them.
      const half = 4 * Math.round(rows / 8);
      const parts = [
        partOf(call, bytes, rows, { from: 0, to: half }),
        partOf(call, bytes, rows, { from: half, to: rows }),
      ];
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

/** What a thread reaches of an array in one phase: which bytes, and from which to which of its calls. */
interface Use {
  from: number;
  to: number;
  begins: number;
  ends: number;
}

/** What both do, where they do. */
interface Uses {
  readonly phase: number;
  readonly threads: [own?: Use, other?: Use];
}

/** Whether an array may take another's place: after its last phase, or within it where each thread leaves the other one's bytes alone. */
function mayFollow(last: Uses, first: Uses): boolean {
  if (last.phase !== first.phase) return last.phase < first.phase;
  return last.threads.every((before, thread) =>
    first.threads.every((after, another) => {
      if (!before || !after) return true;
      return thread === another
        ? before.ends < after.begins
        : before.to <= after.from || after.to <= before.from;
    }),
  );
}

/**
 * Places for arrays that are not kept, from `end` on.
 * @returns them, and where they end
 */
export function placesIn(
  phases: readonly Phase[],
  end: number,
): { places: ReadonlyMap<Whole, number>; end: number } {
  const lives = new Map<Whole, { first: Uses; last: Uses }>();
  phases.forEach((threads, phase) =>
    threads.forEach((parts, thread) =>
      parts.forEach(({ reaches }, call) => {
        for (const { whole, from, to } of reaches) {
          if (whole.kept) continue;
          const life = lives.get(whole);
          const uses: Uses = life?.last.phase === phase ? life.last : { phase, threads: [] };
          const use = uses.threads[thread];
          uses.threads[thread] = use
            ? { ...use, from: Math.min(use.from, from), to: Math.max(use.to, to), ends: call }
            : { from, to, begins: call, ends: call };
          lives.set(whole, { first: life?.first ?? uses, last: uses });
        }
      }),
    ),
  );
  const places = new Map<Whole, number>();
  const free = new Map<number, { place: number; last: Uses }[]>();
  for (const [whole, { first, last }] of lives) {
    const list = free.get(whole.bytes) ?? [];
    free.set(whole.bytes, list);
    const k = list.findIndex((one) => mayFollow(one.last, first));
    const place = k >= 0 ? list.splice(k, 1)[0].place : end;
    if (k < 0) end += whole.bytes;
    list.push({ place, last });
    places.set(whole, place);
  }
  return { places, end };
}
