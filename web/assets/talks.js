// The list of conversations. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'pick'.
let asked = "";  // what the list drawn next comes of
const field = () => element.querySelector(".talk-search");
const send = (what, id, text) => trigger("pick", { what, id: id || "", text: text || "", search: field()?.value || "" });

async function save(button) {
  const was = button.textContent;
  button.textContent = "Writing …";
  const reply = await pincite.call(server.export, {
    owner: pincite.owner, format: button.dataset.format, conversation: element.querySelector(".talks").dataset.current,
  });
  button.textContent = was;
  const said = element.querySelector(".export-said");
  said.textContent = reply.error || "";
  if (reply.error) return;
  const bytes = Uint8Array.from(atob(reply.data), (c) => c.charCodeAt(0));
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type: reply.mime }));
  link.download = reply.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

function rename(button) {
  const row = button.closest(".talk");
  if (row.querySelector("input")) return;
  const input = document.createElement("input");
  input.className = "talk-rename"; input.value = button.dataset.title; input.maxLength = 160;
  input.setAttribute("aria-label", "New name of the conversation");
  let over = false;
  const done = (keep, focus) => {
    if (over) return;
    over = true;
    if (focus) button.focus();
    input.remove();
    if (keep && input.value.trim() && input.value !== button.dataset.title) { asked = "rename"; send("rename", button.dataset.id, input.value); }
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") { event.preventDefault(); done(true, true); }
    if (event.key === "Escape") done(false, true);
  });
  input.addEventListener("blur", () => done(true));
  row.append(input);
  input.select();
}

const current = () => element.querySelector(".talks")?.dataset.current;
element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const what = button && button.dataset.talk;
  if (!what) return;
  if (what === "close") drawer(false);
  else if (what === "export") save(button);
  else if (what === "rename") rename(button);
  else {
    if (what === "delete" && button.dataset.id === current()) pincite.forget();
    asked = what;
    send(what, button.dataset.id, "");
  }
  if (what === "open" || what === "new") drawer(false, false);
});
let typing = null;
element.addEventListener("input", (event) => {
  if (!event.target.classList.contains("talk-search")) return;
  clearTimeout(typing);
  typing = setTimeout(() => { typing = null; asked = "search"; send("search"); }, 250);
});

// On a small screen the list is a drawer over the page: focus goes in, and out again to what opened it.
const toggle = () => document.querySelector(".talks-toggle");
function drawer(shown, back = true) {
  if (shown === document.body.classList.contains("talks-shown")) return;
  document.body.classList.toggle("talks-shown", shown);
  toggle()?.setAttribute("aria-expanded", String(shown));
  pincite.cover();
  if (shown) pincite.reach(() => element.querySelector(".talk-close"));
  else if (back) toggle()?.focus();
}
document.addEventListener("keydown", (event) => { if (event.key === "Escape" && !event.target.closest(".talk-rename")) drawer(false); });
document.addEventListener("click", (event) => {
  if (event.target.closest(".talks-toggle")) {
    const other = !element.getClientRects().length;  // the conversations belong to the chat
    if (other) pincite.showTab("Chat");
    drawer(other || !document.body.classList.contains("talks-shown"));
  } else if (!event.target.closest("#talks")) drawer(false, false);
});
pincite.small.addEventListener("change", () => drawer(false, false));

// What was done is said; a new conversation is there to be asked.
const said = () => {
  const what = asked;
  asked = "";
  const searched = element.querySelector(".talks")?.dataset.search || "";  // the list's own words, unless others are on their way
  if (!typing && document.activeElement !== field() && field()) field().value = searched;
  const words = element.querySelector(".undo, .talk-none")?.textContent;
  if (what === "delete" || what === "search") pincite.say(words || "");
  else if (what === "rename") pincite.say("Renamed.");
  else if (what === "undo") pincite.say("The conversation is back.");
  else if (what === "new") pincite.goOn();
};
watch("value", said);
document.addEventListener("pincite:visit", (event) => send(event.detail ? "open" : "new", event.detail, ""));
