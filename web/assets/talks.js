// The list of conversations. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'pick'.
const send = (what, id, text) => trigger("pick", { what, id: id || "", text: text || "" });

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
  const done = (keep) => {
    if (over) return;
    over = true;
    input.remove();
    if (keep && input.value.trim() && input.value !== button.dataset.title) send("rename", button.dataset.id, input.value);
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.key === "Enter") { event.preventDefault(); done(true); }
    if (event.key === "Escape") done(false);
  });
  input.addEventListener("blur", () => done(true));
  row.append(input);
  input.select();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const what = button && button.dataset.talk;
  if (!what) return;
  if (what === "export") save(button);
  else if (what === "rename") rename(button);
  else send(what, button.dataset.id, "");
  if (what === "open" || what === "new") document.body.classList.remove("talks-shown");
});
let typing = null;
element.addEventListener("input", (event) => {
  if (!event.target.classList.contains("talk-search")) return;
  clearTimeout(typing);
  typing = setTimeout(() => send("search", "", event.target.value), 250);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !document.body.classList.contains("talks-shown")) return;
  document.body.classList.remove("talks-shown");
  document.querySelector(".talks-toggle")?.focus();
});
document.addEventListener("click", (event) => {
  if (event.target.closest(".talks-toggle")) document.body.classList.toggle("talks-shown");
  else if (!event.target.closest("#talks")) document.body.classList.remove("talks-shown");
});
