import type { Question } from "./question.mjs";

export function compare(question: Question, guess: readonly (number | null)[]): string;
