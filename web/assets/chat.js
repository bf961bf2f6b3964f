// The conversation. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'act' and asks the source pane to open with a "pincite:open" event.
const narrow = () => pincite.narrow.matches;
let opener = null;
let opening = false;  // by one of these citations

function cited(button) {
  const scope = button.closest(".turn") || element;
  const seen = new Map();
  for (const other of scope.querySelectorAll(`[data-document="${CSS.escape(button.dataset.document)}"]`)) {
    const d = other.dataset;
    seen.set(d.n, [Number(d.n), Number(d.start), Number(d.end)]);
  }
  return [...seen.values()];
}

function unmark() {
  element.querySelectorAll(".cite.current, .open-cite.current").forEach((b) => { b.classList.remove("current"); b.removeAttribute("aria-current"); });
}

function open(button, focus) {
  unmark();
  const turn = button.closest(".turn");
  const n = button.dataset.n;
  (turn || element).querySelectorAll(`[data-n="${n}"]`).forEach((b) => { b.classList.add("current"); b.setAttribute("aria-current", "true"); });
  const entry = turn ? turn.querySelector(`.open-cite[data-n="${n}"]`) : null;
  opener = button;
  opening = true;
  document.dispatchEvent(new CustomEvent("pincite:open", {
    detail: { document: button.dataset.document, n: Number(n), cited: cited(button), quote: entry?.querySelector(".ref-quote").textContent || "", name: entry?.dataset.title, focus, near: Boolean(button.closest(".refusal")) },
  }));
  opening = false;
}
// Another document, or none, is shown in the pane.
document.addEventListener("pincite:open", () => { if (!opening) { unmark(); opener = null; } });
document.addEventListener("pincite:cleared", unmark);

const request = (button, more) => ({
  owner: pincite.owner, conversation: element.querySelector(".thread")?.dataset.conversation, turn: Number(button.dataset.turn), ...more,
});

async function copy(button) {
  const was = button.textContent;
  const reply = await pincite.call(server.copy_text, request(button, { style: button.dataset.act.replace("copy-", "") }));
  let said = reply.error;
  if (!said) {
    try {
      await navigator.clipboard.writeText(reply.text);
      said = "Copied";
    } catch (error) {
      said = "The browser did not allow copying";
    }
  }
  button.textContent = said;
  pincite.say(said);
  setTimeout(() => { button.textContent = was; }, reply.error ? 4000 : 1800);
}

async function addCase(button) {
  const row = button.closest(".actions");
  let said = row.querySelector(".case-said");
  if (!said) { said = document.createElement("span"); said.className = "case-said"; row.append(said); }
  const reply = await pincite.call(server.add_case, request(button));
  said.textContent = reply.error || reply.said;
  pincite.say(said.textContent);
  if (reply.case) document.dispatchEvent(new CustomEvent("pincite:case", { detail: reply.case }));
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.document) { open(button, event.detail === 0 || narrow()); return; }
  const act = button.dataset.act;
  if (!act) return;
  if (act === "why") {
    const why = button.nextElementSibling;
    why.hidden = !why.hidden;
    button.setAttribute("aria-expanded", String(!why.hidden));
  } else if (act === "add-case") addCase(button);
  else if (act.startsWith("copy-")) copy(button);
  else if (act === "go-library") pincite.showTab("Library");
  else if (act === "edit") document.dispatchEvent(new CustomEvent("pincite:edit", { detail: Number(button.dataset.turn) }));
  else trigger("act", { act, turn: Number(button.dataset.turn || -1), text: button.dataset.text || "" });
});

document.addEventListener("pincite:closed", () => { if (opener && opener.isConnected) opener.focus(); });

// The card of a citation stays within the conversation: moved left by what would be cut off, above where below is no room.
const EDGE = 12;
function place(button) {
  const card = button.nextElementSibling;
  if (!card || !card.matches(".cite-card")) return;
  card.style.left = "";
  card.classList.remove("above");
  const inside = scroller().getBoundingClientRect();
  const at = card.getBoundingClientRect();
  const over = Math.min(at.right - inside.right + EDGE, at.left - inside.left - EDGE);
  if (over > 0) card.style.left = `${-over}px`;
  const room = button.getBoundingClientRect().top - inside.top - EDGE;
  card.classList.toggle("above", at.bottom > inside.bottom - EDGE && at.height < room);
}
for (const name of ["mouseover", "focusin"]) {
  element.addEventListener(name, (event) => {
    const button = event.target.closest("button.cite");
    if (button) place(button);
  });
}

// Follow the answer while it grows, unless the reader has scrolled up; open its first citation when it is done, but none
// of the passages that are only near to a question that is not answered. A kept
// conversation that is opened shows its last question.
function scroller() { return pincite.scroller(element.closest("#talk-scroll") || element); }
let stuck = true;
let shown = null;
let talk = null;
document.addEventListener("scroll", (event) => {
  const box = scroller();
  if (event.target === box || event.target === document) stuck = box.scrollHeight - box.scrollTop - box.clientHeight < 120;
}, { passive: true, capture: true });
const top = (box, node) => node.getBoundingClientRect().top - box.getBoundingClientRect().top + box.scrollTop;
function drawn() {
  const thread = element.querySelector(".thread");
  const other = thread ? thread.dataset.conversation : "";
  const left = other !== talk && Boolean(talk);
  const opened = other !== talk;
  talk = other;
  pincite.address();
  if (left) document.dispatchEvent(new CustomEvent("pincite:left"));
  document.dispatchEvent(new CustomEvent("pincite:thread"));
  const box = scroller();
  const last = [...element.querySelectorAll(".turn")].pop();
  if (element.querySelector(".turn.live")) { if (stuck || opened) box.scrollTop = box.scrollHeight; return; }
  const done = thread ? thread.dataset.done : null;
  if (!last || ((!done || done === shown) && !opened)) return;
  const answer = last.querySelector(".answer, .failure");
  const long = answer && top(box, answer) - top(box, last) > box.clientHeight / 2;  // a pasted question would hide it
  box.scrollTop = long ? top(box, answer) - box.clientHeight / 4 : top(box, last) - 12;
  if (!done || done === shown) return;
  shown = done;
  const first = last.querySelector(".cite, .open-cite:not(.refusal *)");
  if (!first) document.dispatchEvent(new CustomEvent("pincite:past"));
  else if (!narrow()) open(first, false);
}
watch("value", drawn);
if (element.querySelector(".thread")?.dataset.conversation) drawn();
