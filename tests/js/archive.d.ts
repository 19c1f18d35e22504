// The types that theme/assets/*.js share, for `tsc --checkJs`.

interface Doc {
  id: string;
  url: string;
  title: string[];
  text: string[];
}

interface Column {
  values: [string, string][];
  of: number[];
}

interface Catalogue {
  root: string;
  blocks: number[];
  shards: number;
  date: number[];
  paper: Column;
  county: Column;
  kind: Column;
}

interface Filters {
  from?: string;
  to?: string;
  county?: string;
  paper?: string;
  kind?: string;
}

type Sort = "relevance" | "date" | "-date";

interface SearchOptions {
  limit?: number;
  offset?: number;
  sort?: Sort;
  filters?: Filters;
}

interface Hit {
  id: string;
  url: string;
  title: string;
  titleMarks: [number, number][];
  date: string;
  county: string | null;
  paper: string;
  kind: string;
  score: number;
  snippet: string;
  marks: [number, number][];
}

interface Facet {
  value: string;
  label: string;
  count: number;
}

interface SearchResult {
  total: number;
  docs: number[];
  hits: Hit[];
  facets: Record<string, Facet[]>;
}

interface Archive {
  terms: {
    fold(text: string, variants: Map<string, string>): string;
    foldWithOffsets(text: string, variants: Map<string, string>): { folded: string; starts: number[]; ends: number[] };
    runs(query: string, variants: Map<string, string>): string[];
    termsOf(run: string): string[];
  };
  register(name: string, value: unknown): void;
  search(query: string, options?: SearchOptions): Promise<SearchResult>;
  ids(): Promise<string[]>;
}

interface Window {
  archive: Archive;
}
