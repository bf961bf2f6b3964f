// What the page itself knows, for the scripts of its parts and for every event: who the reader is, and where they stand.
// Stands in the page's head. What is typed, chosen and open outlives a reload: sessionStorage is this window's own.
const KEY = "pincite-owner";
const WINDOW = "pincite-window";
const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
const $ = (selector) => document.querySelector(selector);
const kept = (store, key, value) => {  // a browser may forbid both stores: then only this page's life is remembered
  try {
    if (value === undefined) return store().getItem(key);
    if (value === null) store().removeItem(key); else store().setItem(key, value);
  } catch (error) { /* nothing is kept */ }
  return value ?? null;
};
const session = (key, value) => kept(() => sessionStorage, key, value);
let owner = kept(() => localStorage, KEY);
if (!/^[0-9a-f]{32}$/.test(owner || "")) kept(() => localStorage, KEY, owner = hex(16));
// A page loaded again is the one it was, so that it finds what it has asked; a window copied from it is another.
const tab = session(WINDOW) || hex(8);
session(WINDOW, null);
addEventListener("pagehide", () => session(WINDOW, tab));
addEventListener("pageshow", () => session(WINDOW, null));
const thread = () => $("#thread .thread");
const started = () => thread()?.dataset.conversation || location.hash.slice(1);
let scope = {};
try { scope = JSON.parse(session("pincite-scope") || "{}"); } catch (error) { /* as if none were kept */ }

const voice = document.createElement("div");
voice.setAttribute("role", "status");
voice.id = "pincite-voice";
voice.style.cssText = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
let speaking = null;

const narrow = matchMedia("(max-width: 56.25em)");
const small = matchMedia("(max-width: 77.5em)");
const shows = (what) => document.body.classList.contains(what);
// What lies over everything else makes that unreachable: on a narrow screen the source, on a small one the conversations.
function cover() {
  const over = narrow.matches && shows("source-shown") ? "#reading" : small.matches && shows("talks-shown") ? "#talks" : null;
  for (const part of ["#talk", "#talks", "#brand", "#reading", "#tabs > .tab-wrapper"]) {
    const node = $(part);
    if (node) node.inert = Boolean(over) && part !== over;
  }
}
narrow.addEventListener("change", cover);
small.addEventListener("change", cover);

window.pincite = {
  owner, session, narrow, small, cover,
  where: () => JSON.stringify({
    owner, tab, conversation: started(), turns: document.querySelectorAll("#thread .turn:not(.live)").length,
    documents: scope.documents || [], model: scope.model ?? null,
  }),
  chosen: () => scope.documents || [],
  choose(changed) { scope = { ...scope, ...changed }; session("pincite-scope", JSON.stringify(scope)); },
  // A server function's reply; Gradio gives nothing, or an error of its own, where the server can't be reached.
  async call(asked, request) {
    const silent = { error: "The server does not answer. Is it still running?" };
    try { return (await asked(request)) || silent; } catch (error) { return silent; }
  },
  // Words for screen readers alone: in one place that is always there, since what is drawn together with its words is not heard.
  say(words) {
    if (!voice.isConnected) document.body.append(voice);
    clearTimeout(speaking);
    voice.textContent = "";
    if (words) speaking = setTimeout(() => { voice.textContent = words; }, 60);
  },
  // Focus to what may only just be drawn or uncovered: it may take it only after the next frames.
  reach(find, tries = 20) {
    const node = find();
    node?.focus({ preventScroll: true });
    if ((!node || document.activeElement !== node) && tries) requestAnimationFrame(() => pincite.reach(find, tries - 1));
  },
  showTab(name) { [...document.querySelectorAll("#tabs button[role=tab]")].find((one) => one.textContent.trim() === name)?.click(); },
  // Which ancestor of a node moves it: on a screen of few lines another than usual.
  scroller(node) {
    let box = node;
    while (box && !["auto", "scroll"].includes(getComputedStyle(box).overflowY)) box = box.parentElement;
    return box || document.scrollingElement;
  },
};
