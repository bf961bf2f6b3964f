// Keyboard focus survives a redraw. Gradio writes a part's markup anew, and what had focus is gone with the old: focus goes
// to its like in the new, else to where one would go on. Stands in the page's head.
const SAME = ["talk", "shelf", "act", "trial", "tool", "format", "id", "turn", "run", "n"];
const FIELD = "#question textarea";
const coarse = matchMedia("(pointer: coarse)");
let last = null;  // {node, part, key, data}: what had focus

// Where one goes on when there is nothing like it: the first of these that is there.
const NEXT = {
  "talk-list": ({ talk }) => (talk === "delete" ? ["[data-talk=undo]", ".new-talk"] : talk === "undo" ? [".talk.current .talk-open", ".talk-open", ".new-talk"] : [".talk.current .talk-open", ".new-talk"]),
  shelf: ({ shelf, id }) => [
    ...(shelf === "remove" ? ["[data-shelf=undo]"] : []), `[data-shelf=read][data-id="${CSS.escape(id || "")}"]`,
    ".book-said + .book [data-shelf=read]", ".shelf-search", "[data-drop]",
  ],
  "trial-page": () => ["#trial-stop", "#trial-run"],
};

const seen = (node) => node && node.isConnected && (node.checkVisibility ? node.checkVisibility({ visibilityProperty: true }) : node.getClientRects().length > 0);
const part = (node) => node.closest("#talk-list, #shelf, #thread, #trial-page");

function key(node) {
  if (node.id) return `#${CSS.escape(node.id)}`;
  const named = SAME.filter((name) => node.dataset[name] !== undefined).map((name) => `[data-${name}="${CSS.escape(node.dataset[name])}"]`);
  return named.length ? named.join("") : node.classList.length ? `.${CSS.escape(node.classList[0])}` : null;
}

// The question's field; on a touch screen, where that would bring up the keyboard over the answer, the last question.
function goOn() {
  const field = document.querySelector(FIELD);
  if (!coarse.matches) { field?.focus(); return; }
  const head = [...document.querySelectorAll("#thread .asked, #thread .welcome h2")].pop();
  if (head) { head.tabIndex = -1; head.focus({ preventScroll: true }); }
}
pincite.goOn = goOn;

function reach(selectors, root) {
  for (const selector of selectors) {
    const found = [...root.querySelectorAll(selector)].find((node) => seen(node) && !node.disabled);
    if (!found) continue;
    found.focus({ preventScroll: root.id === "trial-page" });  // which is scrolled to what has come (trials.js)
    if (document.activeElement === found) return true;
  }
  return false;
}

// Gradio may also put another row's attributes on the node that has focus.
const same = (node) => seen(node) && (node !== last.node || key(node) === last.selector);

function restore() {
  const active = document.activeElement;
  if (!last || (active && active !== document.body && same(active)) || same(last.node)) return;
  const { where, selector, data } = last;
  const root = where && document.getElementById(where);
  if (root && seen(root) && ((selector && reach([selector], root)) || reach(NEXT[where]?.(data) || [], root))) return;
  last = null;
  goOn();
}

document.addEventListener("focusin", (event) => {
  const node = event.target;
  last = { node, where: part(node)?.id, selector: key(node), data: { ...node.dataset } };
});
// A click beside what has focus takes it away on purpose.
document.addEventListener("pointerdown", (event) => { if (!last?.node.contains(event.target)) last = null; }, true);

let waiting = false;
new MutationObserver(() => {
  if (waiting || !last) return;
  waiting = true;  // the browser lets go of what is hidden only with the next frame
  requestAnimationFrame(() => requestAnimationFrame(() => { waiting = false; restore(); }));
}).observe(document.documentElement, { childList: true, subtree: true, attributeFilter: ["class", "style", "hidden", ...SAME.map((name) => `data-${name}`)] });
