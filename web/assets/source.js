// The source pane. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
const $ = (selector, root = element) => root.querySelector(selector);
const state = { case: "", document: null, places: [], at: -1, found: [], foundAt: -1, key: null, page: 0, pages: 0 };
let asked = 0;  // how often the pane was opened or emptied: a reply that comes later than the next is of no use
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

const say = (words) => { const live = $(".source-live"); if (live) live.textContent = words; };

function show(html) {
  const view = $(".source-view");
  view.innerHTML = html;
  view.hidden = false;
  $(".source-empty").hidden = true;
  $(".source").dataset.state = "open";
}

// On a narrow screen the source lies over everything else, which can't be reached then; the phone's Back puts it away.
const lies = () => pincite.narrow.matches && document.body.classList.contains("source-shown");

function fail(words, quote) {
  const box = document.createElement("div");
  box.className = "source-failed";
  const line = document.createElement("p");
  line.setAttribute("role", "alert");
  line.textContent = words;
  box.append(line);
  if (quote) {
    const q = document.createElement("blockquote");
    q.textContent = quote;
    box.append(q);
  }
  const close = document.createElement("button");
  close.type = "button"; close.className = "tool close"; close.dataset.tool = "close"; close.textContent = "Close";
  box.append(close);
  const view = $(".source-view");
  view.replaceChildren(box);
  view.hidden = false;
  $(".source-empty").hidden = true;
  $(".source").dataset.state = "failed";
  state.document = null; state.key = null;
}

// Just drawn, a place may take focus only after the next frames.
function reach(node, tries = 10) {
  node.focus({ preventScroll: true });
  if (document.activeElement !== node && tries && node.isConnected) requestAnimationFrame(() => reach(node, tries - 1));
}

function scrollInto(node) {
  if (!node || !$(".source-body")) return;
  const body = pincite.scroller($(".source-body"));
  const place = () => {
    const top = node.getBoundingClientRect().top - body.getBoundingClientRect().top + body.scrollTop;
    body.scrollTop = Math.max(0, top - body.clientHeight / 3);
  };
  place();
  requestAnimationFrame(() => { place(); requestAnimationFrame(place); });
}

function placeWords(place) {
  const parts = [];
  if (place.printed) parts.push("p. " + place.printed);
  else if (place.pdf) parts.push("page " + place.pdf + " of the file");
  if (place.section.length) parts.push(place.section[place.section.length - 1]);
  if (place.note) parts.push("note " + place.note);
  if (place.paragraph) parts.push("paragraph " + place.paragraph + " of the text");
  return parts.join(" · ");
}

// What is marked for an earlier question says nothing of the last: it stays to be read, and is said to be that.
function tellPlace(place) {
  const why = state.past ? "Shown for an earlier question · " : state.near ? "Near the question, no answer to it · " : "";
  $(".source-place").textContent = why + placeWords(place);
}
document.addEventListener("pincite:past", () => {
  if (!state.places[state.at]) return;
  state.past = true;
  $(".source").classList.add("past");
  tellPlace(state.places[state.at]);
});

function goTo(index, focus) {
  if (index < 0 || index >= state.places.length) return;
  state.at = index;
  const place = state.places[index];
  element.querySelectorAll("mark.cited.current").forEach((m) => m.classList.remove("current"));
  const marks = element.querySelectorAll(`mark.cited[data-n="${place.n}"]`);
  marks.forEach((m) => m.classList.add("current"));
  const steps = $(".steps");
  steps.hidden = state.places.length < 2;
  $(".step-words").textContent = `[${place.n}]: place ${index + 1} of ${state.places.length}`;
  tellPlace(place);
  if (marks.length) {
    scrollInto(marks[0]);
    if (focus) reach(marks[0]);
    say(`${state.near ? "Nearest passage" : "Citation"} ${place.n}: ${placeWords(place)}`);
  } else {
    say("These words could not be placed in the document, so nothing is marked.");
  }
  const image = $(".page-image");
  if (image && !image.hidden && place.pdf) drawPage(place.pdf);
}

async function open(detail) {
  const mine = ++asked;
  const key = detail.document + JSON.stringify(detail.cited);
  $(".source").classList.add("shown");
  document.body.classList.add("source-shown");
  pincite.cover();
  state.from = detail.from || null;
  // What is opened from another tab needs no step of its own: Back leads to that tab.
  if (lies() && !detail.from && !history.state?.source) history.pushState({ ...history.state, source: true }, "");
  let reply = null;
  if (state.key !== key) {
    $(".source").setAttribute("aria-busy", "true");
    reply = await pincite.call(server.open_source, { document: detail.document, cited: detail.cited });
    if (mine !== asked) return;
  }
  $(".source").removeAttribute("aria-busy");
  state.near = Boolean(detail.near);  // not before what it is said of is there
  state.past = false;
  $(".source").classList.toggle("near", state.near);
  $(".source").classList.remove("past");
  if (reply) {
    if (reply.error) {
      fail(reply.gone && detail.name ? `“${detail.name}” is no longer in the library.${detail.quote ? " These words of it were cited:" : ""}` : reply.error, detail.quote);
      if (detail.focus || lies()) $(".source-failed .close").focus();
      return;
    }
    show(reply.html);
    state.key = key; state.document = detail.document; state.places = reply.places; state.found = []; state.at = -1; state.page = 0;
    state.places.sort((a, b) => a.start - b.start);
    if (!state.places.length) { $(".steps").hidden = true; $(".source-place").textContent = ""; $(".source-body").scrollTop = 0; }
  }
  const index = state.places.findIndex((p) => p.n === detail.n);
  if (index >= 0) goTo(index, detail.focus);
  else if (detail.focus) reach($(".source-body"));
}

// An empty pane has nothing to be put away with: it may cover nothing, now or when the window gets narrow.
function uncover() {
  $(".source").classList.remove("shown");
  document.body.classList.remove("source-shown");
  pincite.cover();
}

function empty() {
  asked++;
  uncover();
  $(".source").removeAttribute("aria-busy");
  const view = $(".source-view");
  view.replaceChildren();
  view.hidden = true;
  $(".source-empty").hidden = false;
  $(".source").dataset.state = "empty";
  say("");
  Object.assign(state, { document: null, key: null, places: [], at: -1, found: [], foundAt: -1, from: null });
  document.dispatchEvent(new CustomEvent("pincite:cleared"));
}

// Back to where it was opened from: the citation in the chat, or the document's row in the library.
function close(popped) {
  const from = state.from;
  state.from = null;
  uncover();
  if (!popped && history.state?.source) history.back();
  else if (from && !popped) pincite.showTab(from.tab);
  if (from) pincite.reach(() => document.querySelector(`#shelf [data-shelf=read][data-id="${CSS.escape(from.id)}"]`));
  else document.dispatchEvent(new CustomEvent("pincite:closed"));
}

// The page of the file that the reader has before them: the last that begins above the middle of the text.
function pageInView() {
  const body = $(".source-body").getBoundingClientRect();
  let page = 1;
  for (const mark of element.querySelectorAll(".page-mark[data-pdf]")) {
    if (mark.getBoundingClientRect().top > body.top + body.height / 2) break;
    page = Number(mark.dataset.pdf);
  }
  return page;
}

let drawing = 0;
async function drawPage(page) {
  const box = $(".page-image");
  const sheetBox = $(".page-sheet");
  const mine = ++drawing;
  sheetBox.setAttribute("aria-busy", "true");
  if (!sheetBox.childElementCount) sheetBox.textContent = "Drawing the page …";
  const reply = await pincite.call(server.draw_page, { document: state.document, page, cited: state.places.map((p) => [p.n, p.start, p.end]) });
  if (mine !== drawing || box.hidden) return;
  sheetBox.removeAttribute("aria-busy");
  if (reply.error) { sheetBox.textContent = reply.error; return; }
  state.page = reply.page; state.pages = reply.pages;
  $(".page-words").textContent = (reply.printed && reply.printed !== String(reply.page) ? `p. ${reply.printed}, in the file ` : "") + `page ${reply.page} of ${reply.pages}`;
  const current = state.places[state.at] ? state.places[state.at].n : null;
  const sheet = document.createElement("div");
  sheet.className = "sheet";
  const image = document.createElement("img");
  image.alt = `Page ${reply.page} of the file, as printed`;
  sheet.append(image);
  reply.boxes.forEach((boxes, i) => boxes.forEach(([x, y, w, h]) => {
    const mark = document.createElement("span");
    mark.className = "sheet-box" + (reply.numbers[i] === current ? " current" : "");
    mark.style.cssText = `left:${x * 100}%;top:${y * 100}%;width:${w * 100}%;height:${h * 100}%`;
    sheet.append(mark);
  }));
  image.addEventListener("load", () => {
    const first = sheet.querySelector(".sheet-box.current") || sheet.querySelector(".sheet-box");
    sheetBox.scrollTop = first ? Math.max(0, first.offsetTop - sheetBox.clientHeight / 3) : 0;
  });
  image.src = reply.image;
  sheetBox.replaceChildren(sheet);
}

function turnPage(step) {
  const page = Math.min(Math.max((state.page || 1) + step, 1), state.pages || 1);
  const mark = $(`.page-mark[data-pdf="${page}"]`);
  if (mark) scrollInto(mark.closest(".block") || mark);
  drawPage(page);
}

function toggleNote(button) {
  const block = button.closest(".block");
  let aside = block ? block.nextElementSibling : null;
  while (aside && !(aside.classList.contains("note-inline") && aside.dataset.note === button.dataset.note)) {
    aside = aside.classList.contains("note-inline") ? aside.nextElementSibling : null;
  }
  if (!aside) return;
  aside.hidden = !aside.hidden;
  for (const part of block.querySelectorAll(`[data-note="${button.dataset.note}"][aria-expanded]`)) {
    part.setAttribute("aria-expanded", String(!aside.hidden));
  }
}

function goOffset(offset) {
  let best = null;
  for (const block of element.querySelectorAll(".block[data-at]")) {
    if (Number(block.dataset.at) <= Number(offset)) best = block; else break;
  }
  if (best) { scrollInto(best); best.tabIndex = -1; best.focus({ preventScroll: true }); }
}

// From a note to one of its markers in the text.
function goBack(mark) {
  const marker = element.querySelector(`.note-ref[data-mark="${mark}"]`);
  if (marker) { scrollInto(marker); reach(marker); }
}

function find(words) {
  const count = $(".find-count");
  if (window.CSS && CSS.highlights) { CSS.highlights.delete("found"); CSS.highlights.delete("found-now"); }
  state.found = []; state.foundAt = -1; count.textContent = "";
  const needle = words.trim().toLowerCase();
  if (!needle) return;
  for (const block of element.querySelectorAll(".document .block")) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    const nodes = []; let text = "";
    while (walker.nextNode()) { nodes.push([text.length, walker.currentNode]); text += walker.currentNode.data; }
    const lower = text.toLowerCase();
    if (lower.length !== text.length) continue;
    const spot = (at) => { let k = nodes.length - 1; while (k > 0 && nodes[k][0] > at) k--; return [nodes[k][1], at - nodes[k][0]]; };
    for (let i = lower.indexOf(needle); i >= 0; i = lower.indexOf(needle, i + needle.length)) {
      const range = document.createRange();
      range.setStart(...spot(i));
      const [node, last] = spot(i + needle.length - 1);
      range.setEnd(node, last + 1);
      state.found.push(range);
    }
  }
  if (!state.found.length) { count.textContent = "not found"; return; }
  if (window.CSS && CSS.highlights) CSS.highlights.set("found", new Highlight(...state.found));
  findNext(1);
}

function findNext(step) {
  const many = state.found.length;
  if (!many) return;
  state.foundAt = (state.foundAt + step + many) % many;
  const range = state.found[state.foundAt];
  if (window.CSS && CSS.highlights) CSS.highlights.set("found-now", new Highlight(range));
  $(".find-count").textContent = `${state.foundAt + 1} of ${many}`;
  scrollInto(range.startContainer.parentElement);
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button, [role=button]");
  if (!button) return;
  if (button.dataset.note && button.matches(".note-ref, .work-ref")) { toggleNote(button); return; }
  if (button.dataset.back) { goBack(button.dataset.back); return; }
  if (button.dataset.goto) { goOffset(button.dataset.goto); return; }
  const tool = button.dataset.tool;
  if (tool === "close") close();
  else if (tool === "previous") goTo((state.at - 1 + state.places.length) % state.places.length, true);
  else if (tool === "next") goTo((state.at + 1) % state.places.length, true);
  else if (tool === "mark") mark();
  else if (tool === "outline") {
    const nav = $(".outline");
    nav.classList.toggle("shown");
    button.setAttribute("aria-expanded", String(nav.classList.contains("shown")));
  } else if (tool === "image") {
    const box = $(".page-image");
    box.hidden = !box.hidden;
    button.setAttribute("aria-pressed", String(!box.hidden));
    const place = state.places[state.at];
    scrollInto(element.querySelector("mark.cited.current"));  // the text's window has another height now
    if (!box.hidden) drawPage(place && place.pdf ? place.pdf : pageInView());
  } else if (tool === "page-before") turnPage(-1);
  else if (tool === "page-after") turnPage(1);
});
let typing = null;
element.addEventListener("input", (event) => {
  if (!event.target.classList.contains("find-box")) return;
  clearTimeout(typing);
  typing = setTimeout(() => find(event.target.value), 150);
});
element.addEventListener("keydown", (event) => {
  if (event.target.classList.contains("find-box") && event.key === "Enter") { event.preventDefault(); findNext(event.shiftKey ? -1 : 1); }
  else if (event.target.matches(".work-ref") && (event.key === "Enter" || event.key === " ")) { event.preventDefault(); toggleNote(event.target); }
  else if (event.key === "Escape" && !lies()) close();
});
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && lies()) close(); });
window.addEventListener("popstate", () => { if (lies()) close(true); });
if (history.state?.source) history.replaceState({ ...history.state, source: undefined }, "");  // loaded anew, with the source put away
// Another conversation is shown, or the document has left the library: what is read no longer belongs to anything.
document.addEventListener("pincite:left", () => { if (!state.from) empty(); });
document.addEventListener("pincite:shelf", () => {
  if (state.document && !document.querySelector(`#shelf .book[data-id="${CSS.escape(state.document)}"]`)) empty();
});
document.addEventListener("pincite:case", (event) => { state.case = event.detail; });
// Words selected while a question of a set is at hand can be marked as its evidence.
document.addEventListener("selectionchange", () => {
  const button = $(".mark-evidence");
  if (!button) return;
  const chosen = getSelection();
  const inside = chosen.rangeCount && $(".document") && $(".document").contains(chosen.getRangeAt(0).commonAncestorContainer);
  button.hidden = !(state.case && inside && chosen.toString().trim().length > 2);
});
element.addEventListener("pointerdown", (event) => { if (event.target.closest(".mark-evidence")) event.preventDefault(); });
async function mark() {
  const reply = await pincite.call(server.mark_evidence, { case: state.case, document: state.document, quote: getSelection().toString() });
  $(".source-place").textContent = reply.error || reply.said;
}
document.addEventListener("pincite:open", (event) => open(event.detail));
