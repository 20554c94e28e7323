/** Bundles the package for a page, and each notebook's exercises by its name; writes them where a folder is given. */
export function bundleForPages(
  folder?: string,
): Promise<{ code: string; exercises: Record<string, string>; files: string[] }>;
