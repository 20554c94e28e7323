export function behind(cells: readonly string[], parameters: readonly string[]): string[][];
