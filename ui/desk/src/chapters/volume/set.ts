// 成套文书 · what a chosen set asks for
export interface Chosen {
  id: string;
  pages: number;
}

const copiesOf = (paper: Chosen, copies: Record<string, number>): number => copies[paper.id] || 1;

/** Sheets that will be printed. */
export const sheets = (papers: Chosen[], copies: Record<string, number>): number => papers.reduce((sum, paper) => sum + paper.pages * copiesOf(paper, copies), 0);

/** The papers and their copies, in the same order. */
export function printQuery(papers: Chosen[], copies: Record<string, number>): string {
  const ids = papers.map((paper) => paper.id).join(",");
  return `documents=${ids}&copies=${papers.map((paper) => copiesOf(paper, copies)).join(",")}`;
}
