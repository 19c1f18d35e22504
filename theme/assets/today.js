// @ts-check
/* The front page: what stood in the papers on this day of other years; where none has it, on the last day before. */
(() => {
  "use strict";
  /** @type {HTMLElement | null} */
  const box = document.querySelector(".on");
  const heading = box?.querySelector("a");
  const list = box?.querySelector("ul");
  if (!box || !heading || !list) return;
  const scripts = (box.dataset.days || "").split("|").map(days => days.split(" ")); // each named by the first of its days
  const days = scripts.flat();
  const now = new Date();
  const today = String((now.getMonth() + 1) * 100 + now.getDate()).padStart(4, "0");
  const day = days.filter(d => d <= today).pop() || days[days.length - 1];
  const named = (/** @type {string} */ of) => `${of.slice(0, 2)}-${of.slice(2)}`;
  const { ready, say } = window.archive;
  void ready.then(there => {
    if (!there) return;
    if (day !== today) heading.textContent = say("home.near_this_day");
    heading.textContent += `　${say("unit.month_day", { month: Number(day.slice(0, 2)), day: Number(day.slice(2)) })}`;
  });
  const folder = heading.href.replace(/index\.html$/, "");
  heading.href = `${folder}${named(day)}.html`;

  /** @param {{title: string, url: string}} to */
  const link = to => {
    const a = document.createElement("a");
    a.href = to.url;
    // Lines may end where the generator has put a sign of no width.
    a.append(...to.title.split("\u200b").flatMap((part, n) => (n ? [document.createElement("wbr"), part] : [part])));
    return a;
  };
  window.onThisDay = known => {
    for (const issue of known[day] ?? []) {
      const row = document.createElement("li");
      const titles = document.createElement("ul");
      titles.append(...issue.articles.map(article => {
        const line = document.createElement("li");
        line.append(link(article));
        return line;
      }));
      row.append(link(issue), titles);
      list.append(row);
    }
  };
  const script = document.createElement("script"); // file:// forbids fetch
  script.src = `${folder}${named(scripts.find(of => of.includes(day))?.[0] ?? day)}.js`;
  document.head.append(script);
})();
