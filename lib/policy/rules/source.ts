/** The sheets that rules cite, so that they are spelled alike. */
export const SHEET_111 = (section: string): string => `facts/openshell.md §${section}`;
export const SHEET_46 = (section: string): string => `facts/openshell-0.0.46.md §${section}`;
