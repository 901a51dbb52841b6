"use strict";
(() => {
  const root = document.documentElement;
  const form = document.querySelector(".tools");
  const list = document.getElementById("changes");
  const said = form.dataset;
  const field = form.elements.q;
  const told = document.querySelector(".told");
  const none = list.querySelector(".none");
  const toc = document.querySelector(".toc details");
  const chosen = form.querySelector(".chosen");
  const narrow = matchMedia("(max-width: 69.99rem)");
  let here = "";

  // What is searched: letters of one case and one width, no spaces between Chinese characters.
  const fold = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").replace(/ ?(\p{Script=Han}) ?/gu, "$1");
  const without = (box, tag) =>
    [...box.childNodes].map((node) => (node.localName === tag ? "" : node.textContent)).join("");
  const wording = (box) => {
    const quotes = [...box.querySelectorAll("blockquote")];
    const both = quotes.flatMap((quote) => [without(quote, "ins"), without(quote, "del")]);
    return [box.querySelector("h4").textContent, box.querySelector(".shown").textContent, ...both].join("\n");
  };

  const changes = [...list.querySelectorAll(".change")].map((box) => ({ box, text: "", shown: true, values: [] }));
  const facets = [...form.querySelectorAll("fieldset")].map((set, nth) => {
    const name = set.dataset.facet;
    for (const one of changes) one.values[nth] = one.box.dataset[name].split(" ");
    const options = [...set.querySelectorAll("input")].map((input) => ({
      input,
      number: input.closest("label").querySelector(".number"),
      word: input.closest("label").querySelector("bdi").textContent,
    }));
    return { name, options, wanted: new Set() };
  });
  const groups = [...list.querySelectorAll(".group")].map((box) => ({
    box,
    note: box.querySelector(".in"),
    size: box.querySelectorAll(".change").length,
  }));
  const sections = [...list.querySelectorAll("section")];

  const terms = () => field.value.split(/\s+/).map(fold).filter(Boolean);
  const textOf = (one) => (one.text ||= fold(wording(one.box)));
  const matches = (one, nth) => !facets[nth].wanted.size || one.values[nth].some((key) => facets[nth].wanted.has(key));

  const prepare = (free, from = 0) => {
    let at = from;
    while (at < changes.length && free.timeRemaining() > 1) textOf(changes[at++]);
    if (at < changes.length) requestIdleCallback((next) => prepare(next, at));
  };

  // A value counts the changes that every other facet and the search let through.
  const filter = () => {
    const words = terms();
    const counts = facets.map(() => new Map());
    let hits = 0;
    for (const one of changes) {
      const found = words.every((word) => textOf(one).includes(word));
      const misses = found ? facets.map((_, nth) => nth).filter((nth) => !matches(one, nth)) : [];
      one.shown = found && !misses.length;
      hits += one.shown;
      for (const nth of !found || misses.length > 1 ? [] : misses.length ? misses : facets.keys())
        for (const key of one.values[nth]) counts[nth].set(key, (counts[nth].get(key) ?? 0) + 1);
      if (one.box.hidden === one.shown) one.box.hidden = !one.shown;
    }
    facets.forEach((facet, nth) => {
      for (const { input, number } of facet.options) number.textContent = counts[nth].get(input.value) ?? 0;
    });
    return hits;
  };

  const update = () => {
    for (const facet of facets)
      facet.wanted = new Set(facet.options.filter(({ input }) => input.checked).map(({ input }) => input.value));
    const active = terms().length > 0 || facets.some((facet) => facet.wanted.size);
    const hits = filter();
    root.classList.toggle("filtering", active);
    for (const { box, note, size } of groups) {
      const shown = box.querySelectorAll(".change:not([hidden])").length;
      box.hidden = active && !shown;
      note.textContent = shown < size ? said.hitsIn.replace("{0}", shown) : "";
    }
    for (const box of sections) box.hidden = active && !box.querySelector(".group:not([hidden])");
    none.hidden = hits > 0 || !active;
    form.elements.count.value = said.hits.replace("{0}", hits).replace("{1}", changes.length);
    form.querySelector("[type=reset]").hidden = !active;
    if (chosen) chosen.textContent = choices().join(" · ");
    paint();
  };
  const choices = () =>
    facets.flatMap(({ options }) => options.filter(({ input }) => input.checked).map(({ word }) => word));

  // The words found are painted over the page, which itself stays as it is.
  const paint = () => {
    if (!window.Highlight) return;
    const found = new Highlight();
    const words = terms();
    for (const { box } of words.length ? changes.filter((one) => one.shown).slice(0, 300) : [])
      for (const part of box.querySelectorAll("h4, .shown")) mark(part, words, found);
    CSS.highlights.set("found", found);
  };
  const mark = (part, words, found) => {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const places = [];
      const text = [...node.data].map((char) => [char, char.normalize("NFKC").toLowerCase()]);
      let at = 0;
      for (const [char, folded] of text) {
        places.push(...Array(folded.length).fill([at, at + char.length]));
        at += char.length;
      }
      const all = text.map(([, folded]) => folded).join("");
      for (const word of words)
        for (let start = all.indexOf(word); start >= 0; start = all.indexOf(word, start + word.length)) {
          const range = new Range();
          range.setStart(node, places[start][0]);
          range.setEnd(node, places[start + word.length - 1][1]);
          found.add(range);
        }
    }
  };

  // The address keeps what is looked at: #U3&kind=split+merged&q=…
  const write = () => {
    const state = new URLSearchParams();
    for (const { name, wanted } of facets) if (wanted.size) state.set(name, [...wanted].join(" "));
    if (field.value.trim()) state.set("q", field.value.trim());
    const hash = [here, state.toString()].filter(Boolean).join("&");
    history.replaceState(null, "", location.href.split("#")[0] + (hash && `#${hash}`));
  };
  const read = () => {
    const [first, ...rest] = location.hash.slice(1).split("&");
    const id = first.includes("=") ? "" : decoded(first);
    const state = new URLSearchParams((id || !first ? rest : [first, ...rest]).join("&"));
    if (state.size) {
      field.value = state.get("q") ?? "";
      for (const { name, options } of facets) {
        const wanted = (state.get(name) ?? "").split(" ");
        for (const { input } of options) input.checked = wanted.includes(input.value);
      }
    }
    update();
    if (id) show(id);
  };
  const decoded = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return "";
    }
  };

  const clear = () => {
    form.reset();
    update();
  };
  const seen = (box) => box.checkVisibility() && !box.closest("[hidden]");
  const show = (id) => {
    const box = document.getElementById(id);
    if (!box || !box.closest("main")) return;
    if (!seen(box)) clear();
    const change = box.matches(".change");
    if (change) box.querySelector("details").open = true;
    enter(id);
    (change ? box.querySelector("summary") : box).focus({ preventScroll: true });
    // What lies between is laid out only as it comes near, so that the place is known at the second look.
    box.scrollIntoView();
    requestAnimationFrame(() => requestAnimationFrame(() => box.scrollIntoView()));
  };
  const enter = (id) => {
    list.querySelector(".change.here")?.classList.remove("here");
    list.querySelector(`.change[id="${CSS.escape(id)}"]`)?.classList.add("here");
    here = id;
    write();
  };

  const tell = (words) => {
    told.textContent = words;
    clearTimeout(tell.timer);
    tell.timer = setTimeout(() => (told.textContent = ""), 4000);
  };
  const copy = async (id) => {
    try {
      await navigator.clipboard.writeText(`${location.href.split("#")[0]}#${id}`);
      tell(said.copied.replace("{0}", id));
    } catch {
      enter(id);
      tell(said.notCopied);
    }
  };

  const all = form.elements.all;
  const openAll = () => {
    const open = all.textContent === said.openAll;
    for (const { box } of changes) if (!box.hidden) box.querySelector("details").open = open;
    all.textContent = open ? said.closeAll : said.openAll;
  };
  const step = (summary, by) => {
    const shown = changes.filter((one) => one.shown);
    const next = shown[shown.findIndex((one) => one.box.contains(summary)) + by];
    next?.box.querySelector("summary").focus();
  };

  let waiting;
  const changed = () => {
    update();
    clearTimeout(waiting);
    waiting = setTimeout(write, 300);
    if (root.classList.contains("filtering")) list.scrollIntoView();
  };
  form.addEventListener("input", changed);
  form.addEventListener("reset", () => setTimeout(changed));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changes.find((one) => one.shown)?.box.querySelector("summary").focus();
  });
  all.addEventListener("click", openAll);
  list.addEventListener("click", (event) => {
    const box = event.target.closest(".change");
    if (!box) return;
    if (event.target.closest(".copy")) return void copy(box.id);
    const details = box.querySelector("details");
    const summary = event.target.closest("summary");
    if (!summary && (event.target.closest("a, details") || getSelection().toString())) return;
    if (!summary) details.open = !details.open;
    enter(summary ? (details.open ? "" : box.id) : details.open ? box.id : "");
  });
  list.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by || !event.target.matches("summary") || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    step(event.target, by);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (link.closest(".toc") && narrow.matches) toc.open = false;
    event.preventDefault();
    history.pushState(null, "", link.hash);
    read();
  });
  addEventListener("hashchange", read);

  // What is wider than the screen can be scrolled by keyboard, too.
  const reach = () => {
    for (const table of document.querySelectorAll("main table"))
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
  };
  const bars = new ResizeObserver(() => {
    const tall = form.offsetHeight + (narrow.matches ? toc.firstElementChild.offsetHeight : 0);
    root.style.setProperty("--bars", `${tall}px`);
    root.style.setProperty("--toc", `${toc.firstElementChild.offsetHeight}px`);
  });
  bars.observe(form.querySelector(".bar"));
  const fit = () => {
    toc.open = !narrow.matches;
    reach();
  };
  narrow.addEventListener("change", fit);

  const marked = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        toc.querySelector("[aria-current]")?.removeAttribute("aria-current");
        toc.querySelector(`a[href="#${CSS.escape(target.id)}"]`)?.setAttribute("aria-current", "true");
      }
    },
    { rootMargin: "0px 0px -70% 0px" },
  );
  for (const head of document.querySelectorAll("main h2")) marked.observe(head);

  root.classList.add("js");
  fit();
  read();
  window.requestIdleCallback?.((free) => prepare(free));
})();
