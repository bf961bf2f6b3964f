// The question's field. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'ask'. What was typed leaves the field only once the server has taken it.
const MOST = LONGEST;  // characters
const field = () => document.querySelector("#question textarea");
const live = () => document.querySelector("#thread .turn.live");
const talk = () => document.querySelector("#thread .thread")?.dataset.conversation;
const DRAFT = "pincite-draft";
const UNANSWERED = "pincite-unanswered";
let sent = null;  // {text, turns}: on its way to the server
let cut = pincite.session(UNANSWERED) || "";  // asked before a reload; whether it is answered the conversation says
let editing = null;  // {turn, draft, talk}: the question being edited, and what stood in the field before

function write(text) {
  field().value = text;
  field().dispatchEvent(new Event("input", { bubbles: true }));
}

function line(name, role) {
  let box = document.querySelector(`#composer .${name}`);
  if (!box) {
    box = document.createElement("div");
    box.className = name;
    if (role) box.setAttribute("role", role);
    document.querySelector("#composer").prepend(box);
  }
  return box;
}
const STILL = "An answer is still being written.";
const say = (words) => { line("composer-said", "status").textContent = words; };
const said = () => line("composer-said", "status").textContent;
const heard = () => { element.querySelector(".told")?.classList.remove("told"); };

function size() {
  const many = field().value.length;
  say(many > MOST ? `${many.toLocaleString("en")} characters; a question may have ${MOST.toLocaleString("en")}. Put long texts into the library.` : "");
  return many <= MOST;
}

function send() {
  const text = field().value.trim();
  if (!text || !size()) return;
  if (live() || sent) { say(`${STILL} Stop it, or ask this when it is done.`); return; }
  heard();
  sent = { text, turns: document.querySelectorAll("#thread .turn").length, talk: talk() };
  pincite.session(UNANSWERED, text);
  trigger("ask", { text, at: editing ? editing.turn : -1 });
}

function taken() {
  const was = field().value;
  const draft = editing ? editing.draft : "";
  const words = said();
  const rest = was.trimStart().startsWith(sent.text) ? was.trimStart().slice(sent.text.length).trimStart() : was;
  sent = null;
  leave();
  write([draft, rest].filter(Boolean).join("\n"));
  if (rest && words.startsWith(STILL)) say(words);  // a second question was sent; writing took the words away
}

function edit(turn) {
  if (live()) { say(`${STILL} Stop it first.`); return; }
  const asked = document.querySelector(`#thread .turn[data-turn="${turn}"] .asked`);
  if (!asked) return;
  const draft = editing ? editing.draft : field().value;
  leave();
  editing = { turn, draft, talk: talk() };
  asked.closest(".turn").classList.add("edited");
  const after = document.querySelectorAll("#thread .turn").length - turn - 1;
  const box = line("editing");
  const words = document.createElement("p");
  words.setAttribute("role", "status");
  words.textContent = `Editing question ${turn + 1}. ` + (after
    ? `Its answer and the ${after === 1 ? "question" : `${after} questions`} after it are kept as another version.`
    : "Its answer is kept as another version.");
  const cancel = document.createElement("button");
  cancel.type = "button"; cancel.className = "link"; cancel.textContent = "Cancel";
  cancel.addEventListener("click", undo);
  box.replaceChildren(words, cancel);
  write(asked.textContent);
  field().focus();
  field().setSelectionRange(field().value.length, field().value.length);
}

function leave() {
  editing = null;
  document.querySelector("#composer .editing")?.remove();
  document.querySelectorAll("#thread .turn.edited").forEach((turn) => turn.classList.remove("edited"));
}

function undo() {
  const draft = editing.draft;
  leave();
  write(draft);
  field().focus();
}

document.addEventListener("pincite:edit", (event) => edit(event.detail));
document.addEventListener("pincite:thread", () => {
  const turns = document.querySelectorAll("#thread .turn").length;
  settleCut();
  // Sent before the page was drawn for the first time: that drawing says nothing of the question yet.
  if (sent && !sent.talk && !live() && !drawnLast(sent.text)) Object.assign(sent, { talk: talk(), turns });
  if (sent && (live() || turns !== sent.turns || talk() !== sent.talk)) taken();
  if (editing && editing.talk !== talk()) leave();
  if (!live()) { say(""); size(); if (!sent) pincite.session(UNANSWERED, null); }
});

// What is said of an answer under way waits, and is left out where the answer comes first; how it ended is said at once.
const PATIENCE = 1500;  // milliseconds
let waiting = null;
let stage = "";
watch("value", () => {
  const words = element.textContent.trim();
  if (element.querySelector(".told")) { sent = null; pincite.session(UNANSWERED, null); pincite.address(); }
  if (element.querySelector("[data-stage]")) {
    stage = words;
    waiting ??= setTimeout(() => { waiting = null; pincite.say(stage); }, PATIENCE);
    return;
  }
  clearTimeout(waiting);
  waiting = null;
  if (words) pincite.say(words);
});

document.addEventListener("keydown", (event) => {
  if (event.target === field() && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.stopPropagation();
    send();
  } else if (event.key === "Escape" && event.target === field() && editing) undo();
  else if (event.key === "Escape" && live() && !event.target.closest("#reading, #talks, #scope")) {
    const stop = document.querySelector("#stop");
    if (stop.offsetParent) stop.click();  // it is in sight
  }
}, true);
document.addEventListener("click", (event) => { if (event.target.closest("#send")) send(); });
document.addEventListener("input", (event) => {
  if (event.target !== field()) return;
  pincite.session(DRAFT, editing ? editing.draft : field().value);
  size();
});

// What was typed before a reload comes back, and what was asked, unless it is being answered or has been.
const plain = (text) => text.replace(/\s+/g, " ").trim();
function drawnLast(text) {
  const last = [...document.querySelectorAll("#thread .turn .asked")].pop();
  return Boolean(last) && plain(last.textContent) === plain(text);
}
function settleCut() {
  if (!cut || !talk()) return;
  if (!drawnLast(cut)) write([cut, field().value.includes(cut) ? "" : field().value].filter(Boolean).join("\n"));
  cut = "";
}
function restore() {
  const box = field();
  if (!box) { requestAnimationFrame(restore); return; }
  box.dir = "auto";
  const draft = pincite.session(DRAFT) || "";
  if (draft && !box.value) write(draft);
  settleCut();
}
restore();
