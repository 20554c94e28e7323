export function shortened(svg: string): string;
