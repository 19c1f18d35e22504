// The types that theme/assets/*.js share, for `tsc --checkJs`.

/** Id, address, title and the lines above and below it, text. */
type Doc = [string, string, string[], string[]];

interface Clause {
  text: string;
  field: "" | "title" | "author" | "county" | "paper" | "subject" | "rubric" | "person" | "organisation" | "event"
    | "serial" | "origin" | "shelfmark" | "number" | "sheet" | "kind";
  not: boolean;
  open: boolean;
  /** Whether it will do instead of the one before. */
  or?: boolean;
  /** Runs that follow not far behind. */
  then?: string[];
}

interface Query {
  clauses: Clause[];
  literal: boolean;
}

/** Of a facet: key, name and, of another archive, the forms that its names are printed in. */
type Value = [string, string, (Map<string, string> | undefined)?];

interface Catalogue {
  /** All of it, as it came. */
  content: string;
  /** Stands for the program that made the data. */
  made: string;
  /** What programs read them, and the archive's name. */
  format: number;
  name: string;
  root: string;
  documents: number;
  /** Documents of a block of fields; of one of sizes and of names. */
  block: number;
  shown: number;
  steps: number;
  /** Documents of a pack of texts; characters that the size of a text counts. */
  texts: number;
  unit: number;
  /** Shards of a pack, and of a block of the directory. */
  pack: number;
  directory: number;
  length: { title: number; text: number };
  variants: [string, string];
  /** First characters of the authors' names. */
  initials?: string;
  /** Where it is of several archives: forms that only another one says to print. */
  elsewhere?: Set<string>;
  paper: Value[];
  county: Value[];
  kind: Value[];
  /** Where it is of several: of each its name, twice. */
  archive?: Value[];
  /** Cities and provinces that places lie in, and that no article is filed under. */
  above?: Value[];
  /** Codes of places, each with a name that it had. */
  formerly?: [string, string][];
  /** The name of the head of columns (columns.js). */
  columns?: string;
  /** Whether some documents are one text. */
  copies?: boolean;
  /** Which there are that not every archive has. */
  more?: (ColumnName | AskedName)[];
  /** Where it is of several. */
  members?: Member[];
  /** Names of files. */
  common: string;
  suggest: string;
  spelling: string;
  folding: string;
  segments: Segment[];
}

/** An index of some of the documents, which it numbers from 0. */
interface Segment {
  /** The folder of its files. */
  name: string;
  documents: number;
  /** The number of its first document. */
  first: number;
  /** The tokens that seem to stand before each of its texts. */
  head: number[];
  /** The first term of each block of the directory or, where the sizes are here too, of each shard. */
  begins: number[];
  /** Characters of the lists, then of the ordinals, of each shard. */
  sizes?: number[];
  /** As in the catalogue. */
  pack: number;
  directory: number;
  /** The first name of each shard of authors. */
  authors: string[];
  /** The number in the catalogue of each value that it numbers itself. */
  paper: number[];
  county: number[];
  kind: number[];
  /** Where the catalogue is of several archives: which one it is of. */
  archive?: number;
  /** Of an archive beside this one: the address of its site; documents of a block of fields; its `common` */
  base?: string;
  block?: number;
  common?: string;
  /** The forms that its texts are printed in. */
  forms?: Map<string, string>;
}

/** An archive beside this one. */
interface Site {
  /** The address of its site, and of its data. */
  root: string;
  data: string;
  /** As the settings say it. */
  address: string;
  /** What readers know it by; the address until its catalogue has come, where the settings give no name. */
  name: string;
  given: boolean;
  c?: Catalogue;
  /** Why it is left out; "" where it is not. */
  why: "" | "silent" | "broken" | "other";
  /** Requests that it has not answered, and since when, in ms. */
  owes: Set<{ since: number }>;
  /** Whether it took too long with one. */
  late: boolean;
  /** Whether a reader sees what the others found, meanwhile. */
  slow: boolean;
  /** Whether it is an archive that is searched already, under another address. */
  again: boolean;
}

/** Of each document: the date as a number; how long, in steps; 1 and the number of each value in the segment, 0 for none. */
interface Fields {
  date: Int32Array;
  title: Int32Array;
  text: Int32Array;
  paper: Int32Array;
  county: Int32Array;
  kind: Int32Array;
}

/** An archive, as a part of all documents. */
interface Member {
  first: number;
  documents: number;
  columns?: string;
  copies?: boolean;
  /** The address of its data; "" for our own. */
  data: string;
}

/** Facets that are counted by what is loaded for that: page (版), those who signed, subjects; 栏目, and names of what
 *  articles are about. */
type ColumnName = "sheet" | "author" | "subject" | "rubric" | "person" | "organisation" | "event" | "serial" | "origin";
/** What a query alone names: nobody chooses from thousands of 档号. */
type AskedName = "shelfmark" | "number";
type FacetName = "county" | "paper" | "kind" | "archive" | ColumnName;

/** Which files of columns there are, each with its characters; newspapers, with name, place, note; notes of articles. */
interface ColumnsHead extends Record<ColumnName | AskedName | "copy" | "record", [string, number][]> {
  documents: number;
  block: number;
  records: number;
  papers: Record<string, [string, string, string, string?]>;
  notes: [string, string][];
  /** Other names of people and bodies, by that under which they are listed. */
  also?: Record<string, string[]>;
}

/** What a citation says of a document beside its fields. */
interface Recorded {
  doc: number;
  title: string;
  subtitle: string;
  authors: string[];
  page: string;
  /** What is to be said of title and date, where the page has none. */
  note: [string, string];
  papers: ColumnsHead["papers"];
}

/** All that a query finds. */
interface Outcome {
  c: Catalogue;
  /** Of all documents that match the query, and of those that the filters let through, in order. */
  all: Row[];
  chosen: Row[];
  pass: (except?: string) => (row: Row) => boolean;
  score: (doc: number) => Score;
  shown: Shown;
  forms: Map<string, string>;
  told: (doc: number) => Told[];
  facets: Record<string, Facet[]>;
  nearest: Hit[];
  literal: boolean;
  /** As in SearchResult. */
  plain: string;
  matched: number;
  little: boolean;
}

interface Row {
  doc: number;
  date: number;
  title: number;
  text: number;
  paper: number;
  county: number;
  kind: number;
  archive: number;
}

interface Term {
  start: number;
  end: number;
  /** Of its first ordinal in the shard. */
  place: number;
  /** Whether it has any. */
  numbered: boolean;
}

interface Shard {
  number: number;
  /** kB that come for it. */
  weight: number;
  /** Which it is of those whose sizes these are: of lists, then of ordinals, in characters. */
  at: number;
  sizes: number[];
}

/** Of each pair, each time: how many of its characters stand in the document since the last. */
interface Ordinals {
  firsts: Int32Array;
  seconds: Int32Array;
}

/** A pair of a run. */
interface Pair {
  at: number;
  key: number;
  shard: Shard;
}

interface Lists {
  terms: Map<number, Term>;
  docs: Int32Array;
  times: Int32Array;
  titles: Int32Array;
}

interface Part {
  key: number;
  shard: Shard;
  all: Lists;
  term: Term;
}

/** What the lists of a segment say of a run: the documents that hold the pairs of a cover, and where in their lists. */
interface Stage {
  s: Segment;
  pairs: Pair[];
  held: Part[];
  common: { doc: number; at: number[] }[];
}

interface Match {
  title: number;
  text: number;
  whole: boolean;
}

/** What is searched of a document, folded. */
interface Lines {
  title: string[];
  text: string[];
}

/** How often the index says that a text holds a run. */
interface Told {
  run: string;
  times: { title: number; text: number };
}

/** How data come: in parts of files; in packs, but texts out of pages; all in packs. */
type Way = "parts" | "pages" | "packs";

/** How a search comes by texts; aborted, it asks for nothing more. */
interface Reader {
  ahead(docs: number[]): void;
  lines(doc: number, told: Told[]): Promise<Lines>;
  signal?: AbortSignal;
}

interface Found {
  docs: number[];
  ranked: { clause: Clause; held: Map<number, Match> }[];
  /** Whether something is shut out that no document holds. */
  vain: boolean;
}

interface Ranked {
  held: Map<number, Match>;
  rarity: number;
  title: number;
  text: number;
}

interface Score {
  score: number;
  bm25: number;
}

interface Shown {
  anywhere: string[];
  title: string[];
}

/** Of a facet one value or several, of which a hit has one; a place holds those that lie in it. */
interface Filters extends Partial<Record<FacetName, string | string[]>> {
  from?: string;
  to?: string;
}

type Sort = "relevance" | "date" | "-date";

interface SearchOptions {
  limit?: number;
  offset?: number;
  sort?: Sort;
  filters?: Filters;
  /** Numbers of places whose own articles come first. */
  prefer?: number[];
  /** Whether hits that are one text are a single one. */
  fold?: boolean;
  /** Facets that are counted beside those that cost nothing. */
  facets?: ColumnName[];
  /** Aborted, nothing more is loaded for this search. */
  signal?: AbortSignal;
  /** Over several archives: is given what is found without those that keep a reader waiting. */
  partly?: (result: SearchResult) => void;
}

/** What is asked of the search page; "" where nothing is said. */
interface Asked extends Record<FacetName, string[]> {
  q: string;
  from: string;
  to: string;
  view: "list" | "context" | "trend" | "export";
  /** In their context hits are sorted by what stands beside them, too. */
  sort: Sort | "left" | "right";
  /** Of the trend: the queries that the first is compared with; what a point stands for, where a reader says so. */
  with: string[];
  per: "" | "month" | "year";
  /** Whether hits that are one text are a single line. */
  fold: boolean;
  page: number;
}

/** What a view of a result is given. */
interface Seen {
  asked: Asked;
  result: SearchResult;
  signal: AbortSignal;
  link: Linking;
  ask(change: Partial<Asked>): void;
}

/** An article as it is cited (generator/pages/cite.py has the same); texts are empty where nothing is known. */
interface Cited {
  id: string;
  title: string;
  subtitle: string;
  authors: string[];
  paper: string;
  /** Where that appears. */
  place: string;
  /** 2024-03-07 */
  date: string;
  /** 号外; empty of the only issue of its day, or the first. */
  edition: string;
  page: string;
  /** 栏目 and what it is about, as people wrote them down; a search says neither, nor the newspaper's ISSN. */
  section?: string;
  keywords?: string[];
  issn?: string;
  county: string;
  kind: string;
  language: string;
  address: string;
  /** What does not stand on the page itself. */
  supplied: { title: boolean; paper: boolean; date: boolean };
  /** The same in words. */
  note: string;
}

/** A place in the results: the id of a hit, how far below the window's edge it stands, and how far down the page. */
interface Place {
  hit: string | null;
  top: number;
  scrolled: number;
}

/** Makes a link to a changed search. */
type Linking = (text: string, change: Partial<Asked>, attributes: Record<string, string>) => HTMLAnchorElement;

interface Hit {
  id: string;
  url: string;
  /** What its address tells the article: its page below the site's root, "" in another archive; what of the text is marked; the
   *  forms in which the characters of that are printed there, each before what it is searched as. */
  told: { path: string; sought: Shown; forms: string };
  title: string;
  titleMarks: [number, number][];
  date: string;
  county: string | null;
  paper: string;
  kind: string;
  kindLabel: string;
  /** Where several are searched. */
  archive?: string;
  score: number;
  bm25: number;
  /** Where hits that are one text are folded: how many others there are, and where the first of these stand. */
  copies?: { count: number; named: { url: string; paper: string; date: string }[] };
  snippet: string;
  marks: [number, number][];
}

/** A page that a query names. */
interface Door {
  kind: "date" | "paper" | "place" | "person";
  label: string;
  url: string;
}

/** Filters that were taken out of a query, as they stand in an address. */
interface Narrowed {
  from?: string;
  to?: string;
  county?: string;
  paper?: string;
  author?: string;
}

/**
 * Days from and to, both included, either empty where there is no end; what else it may mean; a day of every year; whether
 * texts say it as well as people who ask for it (去年, 3月7日).
 */
interface Days {
  from: string;
  to: string;
  or?: { from: string; to: string }[];
  on?: string;
  loose?: boolean;
}

/** What a part of a query names: days, newspapers by their numbers, places by their codes, a person who signed so many articles. */
interface Thing {
  kind: "date" | "paper" | "place" | "person";
  text: string;
  days: Days | null;
  values: number[];
  keys: string[];
  name: string;
  count: number;
}

interface Facet {
  value: string;
  label: string;
  count: number;
  /** Of a place: the value of the one that it lies in. */
  inside?: string;
}

/** Of the chart: days from and to, both included. */
interface Bar {
  label: string;
  from: string;
  to: string;
  count: number;
}

interface SearchResult {
  total: number;
  /** How many were folded into others, and whether any may be. */
  copies: number;
  foldable: boolean;
  docs: number[];
  hits: Hit[];
  facets: Record<string, Facet[]>;
  /** Whether there are columns that can be counted. */
  columns: boolean;
  /** Which. */
  countable: readonly ColumnName[];
  nearest: Hit[];
  literal: boolean;
  /** The query in the forms that it was found in; empty where it was narrowed. */
  plain: string;
  /** Documents that hold the query, whatever filters a reader has set; whether these are so few that it may be misspelt. */
  matched: number;
  little: boolean;
  /** Whether all of it is a name that is known: then nothing is misspelt. */
  named?: boolean;
  /** What the query means beside its text, best first; what it was narrowed by; better spellings, best first. */
  doors: Door[];
  narrowed: Narrowed;
  meant: string[];
  /** Where a place narrows it: the query that has its name as text. */
  also?: { place: string; query: string };
  /** The search as it stands that gives this result. */
  as: { query: string; filters: Filters | undefined; prefer: number[] | undefined };
  /** Where several archives are searched: those that answered, in the order of their numbers, each with its first; and those that are left out. */
  archives?: { name: string; url: string; first: number; documents: number }[];
  absent?: { name: string; url: string; why: Site["why"] | "slow" }[];
}

interface Suggestions {
  place: string;
  paper: string;
  word: string;
  author: string;
  readings: Record<string, string>;
}

/** What a bundle holds: the first name of each script of pages, and of data; a pattern of what it lacks; where the site is. */
interface Contents {
  pages: string[];
  data: string[];
  left: string;
  address: string | null;
}

/** An article that a reader has saved, or a passage of it. */
interface Saved {
  record: Cited;
  /** The archive's name; the address of its site where that is known; the page below it. */
  archive: string;
  site: string;
  path: string;
  /** Of a passage what stands behind # in the address, and its text; "" of a whole article. */
  where: string;
  quote: string;
  note: string;
  /** The list that it is in; "" for none. */
  list: string;
  /** When, as 2026-11-20T00:30:00.000Z. */
  saved: string;
  changed: string;
}

/** Why something is not stored. */
type Trouble = "" | "blocked" | "full" | "damaged" | "newer";

/** A stretch of the text of a block of an article. */
interface Stretch {
  block: HTMLElement;
  start: number;
  end: number;
}

/** Of the bar at the foot of the window. */
interface Group {
  element: HTMLElement;
  show(...content: (Node | string)[]): void;
  hide(): void;
  enter(): void;
}

interface Archive {
  // Aids of a reader, each of which is there once its script has come
  /** Loads some of them, with what all of them need. */
  use(...names: string[]): Promise<void>;
  make<K extends keyof HTMLElementTagNameMap>(tag: K, attributes: Record<string, string>, ...children: (Node | string)[]): HTMLElementTagNameMap[K];
  button(text: string, act: () => unknown, attributes?: Record<string, string>): HTMLButtonElement;
  save(name: string, type: string, content: string): void;
  group(label: string): Group;
  styled: Promise<void>;
  /** The page: its path below the site's root, the site's and its own address, what stands behind #, and where another page is. */
  at: { path: string; site: string; address: string; published: boolean; anchor(): string; to(path: string): string };
  ranges: {
    blocks(): HTMLElement[];
    read(block: Element): { text: string; nodes: { node: Text; start: number }[] };
    rangeOf(place: Stretch): Range;
    placesOf(range: Range): Stretch[];
    textOf(places: Stretch[]): string;
    mark(name: string, places: Stretch[]): void;
    show(place: Stretch): void;
    sum(of: string): string;
  };
  /** What is cited of the article that the page shows. */
  cited: Cited;
  saved: {
    KEY: string;
    keyOf(item: Saved): string;
    read(content: string): { items: Saved[]; bad: number; problem: "" | "large" | "damaged" | "other" | "newer" };
    written(items: Saved[]): string;
    stored(): { items: Saved[]; problem: Trouble };
    put(item: Saved): Trouble;
    edit(item: Saved, change: Partial<Saved>): Trouble;
    drop(item: Saved): Trouble;
    merge(items: Saved[]): { added: number; renewed: number; kept: number; problem: Trouble };
    clear(): void;
    raw(): string;
  };
  exports: {
    table(items: Saved[]): string;
    ris(items: Saved[]): string;
    bibtex(items: Saved[]): string;
    markdown(lists: [string, Saved[]][]): string;
  };
  keep?(passage: { where: string; quote: string }): void;
  passage?: { arrive(): void; leave(): void; numbers(opener: HTMLElement): void; addressOf(places: Stretch[]): string; placesAt(address: string): Stretch[] | undefined };
  /** Opens the form in which an error is reported; with the words that are wrong, where they are known. */
  report?(places?: Stretch[]): void;
  reporting?: { open(): boolean };
  /** Where reports go; "" where nowhere. */
  reports: { mail: string; repo: string };
  aloud?(): void;
  comfort?(opener: HTMLElement): void;
  /** In a bundle: how its scripts hand over what is in them, under a name. */
  take?(name: string, content: string): void;
  /** In a bundle: a data file; undefined where it is a file of its own. */
  stored?(path: string): Promise<string> | undefined;
  /** Takes the lines of a printed page: number of the region, text, left, top, width, height, 1 where it is vertical. */
  printed?(rows: [number, string, number, number, number, number, number][]): void;
  outline?(drawn: SVGSVGElement, source: string, runs: string[], forms: Map<string, string>): Promise<number | undefined>;
  /** In a bundle: the query of the address, the address of the search page, that of another page. */
  path?(): string;
  query?(): string;
  anchor?(): string;
  searching?: string;
  link?(url: string, segment?: Segment): string | undefined;
  /** Whether the words came. */
  ready: Promise<boolean>;
  say(name: string, values?: Record<string, string | number>): string;
  wording(more: Record<string, string>): void;
  /** A date as it is said. */
  dated(date: string): string;
  /** Dates of newspapers, as they are written and compared. */
  dates: {
    written(number: number): string;
    range(from?: string, to?: string): [number, number];
    first(number: number): number;
    last(number: number): number;
    within(date: string, from: string, to: string): boolean;
  };
  copies(button: Element, text: () => string | Promise<string>): void;
  /** Gives the frame around an installed site the colour of the page. */
  tint(): void;
  /** Loads a script beside page.js. */
  need(name: string, data?: Record<string, string>): Promise<void>;
  /** Where pages are kept for reading without a network: asks the worker; draws what is kept; the page of all that is. */
  ask(what: string, asked?: object): Promise<any>;
  shelf?(late: string[]): Promise<void>;
  kept?: string;
  terms: {
    fold(text: string, variants: Map<string, string>): string;
    foldWithOffsets(text: string, variants: Map<string, string>): { folded: string; starts: number[]; ends: number[] };
  };
  /** Where the browser has nothing that does: inflates bytes; throws where they are damaged. */
  inflate?(data: Uint8Array): Uint8Array<ArrayBuffer>;
  register(content: string): void;
  once<T>(name: string, make: () => Promise<T>): Promise<T>;
  forget(name: string): void;
  load(name: string, segment?: Segment): Promise<string>;
  arrival(path: string): Promise<string>;
  opened(text: string, name: string): string | undefined;
  addressOf(path: string): string;
  lacking(path: string): Error;
  value(name: string, segment?: Segment): Promise<any>;
  catalogue(): Promise<Catalogue>;
  current<T>(task: (c: Catalogue) => Promise<T>): Promise<T>;
  unpacked(text: string): Uint8Array<ArrayBuffer>;
  inflated(text: string): Promise<Uint8Array<ArrayBuffer>>;
  bytes(name: string, segment?: Segment): Promise<Uint8Array<ArrayBuffer>>;
  varints(data: Uint8Array, at: number, out: Int32Array): number;
  shorthand(data: Uint8Array): (data: Uint8Array, head: number[]) => string;
  parse(query: string): Query;
  finished(query: string): string;
  reread(query: string): Query | null;
  /** Of the language of queries: its fields, what is written of it for a reader; what may name a day; how places' names end. */
  FIELDS: Record<string, Clause["field"]>;
  SAID: { author: string; without: string };
  DAY: RegExp;
  ENDS: RegExp;
  days(text: string, today?: Date): Days | null;
  /** Two characters: a season, and what says that it is part of another word. */
  SEASON: RegExp;
  /** By the Chinese calendar; undefined where that is not meant. Loaded when it may be. */
  lunar?(text: string): Days | null | undefined;
  /** What people write around what they ask for. */
  AROUND: { lunar: RegExp; newspaper: RegExp; before: RegExp; behind: RegExp; question: RegExp[] };
  spoken(from?: string, to?: string): string;
  doorsTo(c: Catalogue, things: Thing[]): Promise<Door[]>;
  ofCode(c: Catalogue, query: string): Promise<Door[]>;
  settled(c: Catalogue, span: Days): Promise<Days>;
  marksOf(text: string, wanted: string[], forms: Map<string, string>): [number, number][];
  snippetOf(paragraphs: string[], wanted: string[], forms: Map<string, string>): { snippet: string; marks: [number, number][] };
  trail(asked: string, hits: Hit[], first: number, total: number): (hit: Hit) => string;
  scores(c: Catalogue, found: Found, rows: Row[], prefer?: number[]): (doc: number) => Score;
  sums(steps: number[]): number[];
  laidOut(catalogue: Catalogue): Catalogue;
  early(value: Promise<any>): void;
  fields(s: Segment, n: number): Promise<Fields>;
  part(path: string, from: number, to: number): Promise<string | undefined>;
  HEAD: number;
  decoder(common: string): Promise<(data: Uint8Array, head: number[]) => string>;
  sizes(c: Catalogue, s: Segment, n: number): Promise<Int32Array>;
  usual(step: number): number;
  nameOf(c: Catalogue, doc: number): Promise<[string, string]>;
  stretch(s: Segment, name: string, pack: string, n: number, place: () => Promise<[number, number]>): Promise<string>;
  way(s: Segment): Promise<Way>;
  placed(sizes: ArrayLike<number>, first: number, n: number, unit: number): [number, number];
  lists(s: Segment, shard: Shard): Promise<Lists>;
  ordinals(s: Segment, shard: Shard): Promise<Ordinals>;
  shardOf(s: Segment, key: number): Promise<Shard>;
  FEW: number;
  timesIn(lines: string[], run: string): number;
  timesApart(lines: string[], runs: string[]): number;
  segmentOf(c: Catalogue, doc: number): Segment;
  table(pairs: [string, string]): Map<string, string>;
  ahead(c: Catalogue, docs: number[]): void;
  prepare(c: Catalogue): Promise<void>;
  text(c: Catalogue, doc: number, told?: Told[]): Promise<Doc>;
  pageOf(c: Catalogue, s: Segment, url: string): string;
  idsOf(c: Catalogue): Promise<string[]>;
  find(c: Catalogue, run: string, reader: Reader): Promise<Map<number, Match>>;
  near(c: Catalogue, run: string): Promise<Map<number, number>>;
  searched(c: Catalogue, query: string, options?: SearchOptions): Promise<SearchResult>;
  literally(c: Catalogue, query: string, options?: SearchOptions): Promise<SearchResult>;
  understood?(c: Catalogue, query: string, options: SearchOptions): Promise<SearchResult>;
  /** Better spellings; the same, where the script may have to be loaded. */
  meant?(c: Catalogue, query: string, signal?: AbortSignal): Promise<string[]>;
  spelt(c: Catalogue, query: string, signal?: AbortSignal): Promise<string[]>;
  /** Of archives beside this one: whose file that is; a request within its time; whether what failed was theirs; its catalogue, and to ask for it anew; to ask those again that are left out; what is told of a change. */
  sites: Site[];
  siteOf(name: string): Site | undefined;
  page?(s: Segment, request: (how: RequestInit) => Promise<Response>): Promise<Response> | undefined;
  limited?<T>(path: string, request: (signal?: AbortSignal) => Promise<T>): Promise<T> | undefined;
  foreign?(name: string, error: any): boolean;
  catalogueOf(site: Site, ours: Catalogue): Promise<Catalogue>;
  renew(site: Site): void;
  retry(): void;
  told?(): void;
  rows(c: Catalogue, docs: number[]): Promise<Row[]>;
  filter(c: Catalogue, filters: Filters): Promise<Outcome["pass"]>;
  counted(c: Catalogue, all: Row[], filters: Filters, pass: Outcome["pass"]): Record<string, Facet[]>;
  ofColumn(c: Catalogue, all: Row[], name: ColumnName, pass: Outcome["pass"]): Promise<Facet[]>;
  columnsOf(c: Catalogue): readonly ColumnName[];
  hasCopies(c: Catalogue): boolean;
  folding?: {
    folded(c: Catalogue, rows: Row[]): Promise<Row[]>;
    told(c: Catalogue, rows: Row[], hits: Hit[]): Promise<Hit[]>;
    drawn(copies: NonNullable<Hit["copies"]>): HTMLElement;
  };
  columnReader(): Promise<Archive["columns"]>;
  columns: {
    counts(c: Catalogue, column: ColumnName, docs: Iterable<number>): Promise<Map<string, number>>;
    holders(c: Catalogue, column: ColumnName | AskedName, isMeant: (value: string) => boolean): Promise<Set<number>>;
    valueOf(c: Catalogue, column: ColumnName | "copy"): Promise<Map<number, string>>;
    weight(c: Catalogue, docs: number[]): Promise<number>;
    records(c: Catalogue, docs: number[]): AsyncGenerator<Recorded[]>;
  };
  places(c: Catalogue): Value[];
  inside(code: string, of: string): boolean;
  byDate(a: Row, b: Row): number;
  /** Of what a query does not find in the text. */
  NOTHING: Match;
  signed(c: Catalogue, name: string, open: boolean): Promise<Map<number, Match>>;
  filed(c: Catalogue, field: "county" | "paper" | "kind", text: string, open: boolean): Promise<Map<number, Match>>;
  noted(c: Catalogue, column: ColumnName | AskedName, name: string, open: boolean): Promise<Map<number, Match>>;
  many: {
    texts(c: Catalogue, docs: number[], signal?: AbortSignal): AsyncGenerator<{ doc: number; text: Doc }[]>;
    weight(c: Catalogue, rows: Row[]): Promise<number>;
  };
  held(c: Catalogue, query: string, options: SearchOptions): Promise<Outcome>;
  whole<T>(query: string, options: SearchOptions, task: (found: Outcome) => Promise<T>): Promise<T>;
  going: {
    progress(box: Element, signal: AbortSignal): { signal: AbortSignal; at(done: number, all: number): void; end(said?: string): void };
    file(name: string, type: string, parts: string[], label: string): HTMLElement;
    size(bytes: number): string;
  };
  views: Record<string, ((box: HTMLElement, seen: Seen) => Promise<void>) | undefined>;
  search(query: string, options?: SearchOptions): Promise<SearchResult>;
  /** What is said of a query around its hits. */
  meaning?(
    result: Pick<SearchResult, "doors" | "narrowed" | "meant" | "facets">,
    query: string,
    link: (text: string, change: { q: string }, attributes: Record<string, string>) => HTMLElement,
  ): HTMLElement[];
  ids(): Promise<string[]>;
  bars(months: Facet[], range: { from: string; to: string }, per?: Asked["per"]): Bar[];
  drawChart(
    box: HTMLElement,
    months: Facet[],
    range: { from: string; to: string },
    address: (days: { from: string; to: string }) => string,
    choose: (days: { from: string; to: string }) => void,
  ): void;
  forms: {
    whole(c: { title: string; subtitle: string }): string;
    gbt7714(c: Cited): string;
    online(c: Cited): string;
    gbt2015(c: Cited): string;
    online2015(c: Cited): string;
    plain(c: Cited): string;
    bibtex(c: Cited): string;
    ris(c: Cited): string;
    csl(c: Cited): object;
    csv(c: Cited): string;
    row(cells: (string | number)[]): string;
  };
  openurl(c: Omit<Cited, "id" | "county" | "kind" | "supplied" | "note"> & { notes: string[] }): string;
  coins(box: Element, openurls: string[]): void;
  asking: {
    FACETS: readonly FacetName[];
    FILTERS: readonly ("from" | "to" | FacetName)[];
    FREE: Pick<Asked, "from" | "to" | FacetName>;
    fromAddress(): Asked;
    toAddress(asked: Asked): string;
    filters(asked: Asked): Filters;
    columns(asked: Asked): ColumnName[];
    toggled<N extends FacetName>(asked: Asked, name: N, value: string): Record<N, string[]>;
    isSide(sort: Asked["sort"]): sort is "left" | "right";
    onwards(): number;
  };
  drawHits(list: HTMLElement, hits: Hit[], first: number, trail: (hit: Hit) => string): void;
  arrive(list: HTMLElement, first: number, hit: number): void;
  drawPager(pager: HTMLElement, page: number, last: number, link: Linking): void;
  drawFold(box: HTMLElement, there: boolean, on: boolean, link: Linking): void;
  drawFacets?(box: HTMLElement, result: SearchResult, asked: Asked, link: Linking, again: () => void): void;
  unfolded?: Set<ColumnName>;
  facetNames(): Record<"archive" | "year" | "paper" | "county" | "kind" | ColumnName, string>;
  drawChips(box: HTMLElement, facets: SearchResult["facets"], asked: Asked, link: Linking): boolean;
  spots: { place(row?: Element | null): Place; before(): Place | null; comeBack(to: Place): void };
  offers(data: Suggestions, field: string, word: string): { text: string; kind: string; label: string }[];
  suggest(input: HTMLInputElement, chosen: () => void): void;
}

interface Window {
  Highlight?: new (...ranges: Range[]) => { priority: number };
  archive: Archive;
  /** By days, such as 0307. */
  onThisDay(days: Record<string, { title: string; url: string; articles: { title: string; url: string }[] }[]>): void;
}
