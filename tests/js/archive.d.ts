// The types that theme/assets/*.js share, for `tsc --checkJs`.

interface Doc {
  id: string;
  url: string;
  title: string[];
  text: string[];
}

interface Catalogue {
  root: string;
  documents: number;
  together: number;
  column: number;
  length: number;
  firsts: string;
  weights: number[];
  variants: [string, string];
  paper: [string, string][];
  county: [string, string][];
  kind: [string, string][];
}

interface Columns {
  date: number[];
  length: string;
  paper: number[];
  county: number[];
  kind: number[];
}

interface Row {
  date: number;
  length: number;
  paper: number;
  county: number;
  kind: number;
}

interface Term {
  start: number;
  end: number;
  place: number;
}

interface Lists {
  terms: Map<number, Term>;
  docs: Int32Array;
  times: Int32Array;
}

interface Part {
  at: number;
  shard: number;
  all: Lists;
  term: Term;
}

interface Match {
  times: number;
  title: number;
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
  nearest: Hit[];
}

interface Archive {
  terms: {
    fold(text: string, variants: Map<string, string>): string;
    foldWithOffsets(text: string, variants: Map<string, string>): { folded: string; starts: number[]; ends: number[] };
    runs(query: string, variants: Map<string, string>): string[];
  };
  register(name: string, value: unknown): void;
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
  load(name: string): Promise<any>;
  bytes(name: string): Promise<Uint8Array>;
  find(c: Catalogue, run: string): Promise<Map<number, Match>>;
  near(c: Catalogue, run: string): Promise<Map<number, number>>;
  search(query: string, options?: SearchOptions): Promise<SearchResult>;
  ids(): Promise<string[]>;
}

interface Window {
  archive: Archive;
  citation(form: string): string;
  onThisDay(issues: { title: string; url: string; articles: { title: string; url: string }[] }[]): void;
}
