// The library's list. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'tend'.
const tend = (what, id, more) => trigger("tend", { what, id: id || "", path: "", name: "", ...more });

let typed = null;  // what stands in an open form: {id, values}

function fold(book) {
  book.querySelector(".book-more").hidden = true;
  book.querySelector(".book-more").replaceChildren();
  typed = null;
  book.querySelectorAll("[aria-expanded]").forEach((b) => b.setAttribute("aria-expanded", "false"));
}

async function more(button, what) {
  const book = button.closest(".book");
  const box = book.querySelector(".book-more");
  const open = button.getAttribute("aria-expanded") === "true";
  fold(book);
  if (open) return;
  const reply = await pincite.call(server.look, { document: button.dataset.id, what });
  if (reply.error) box.textContent = reply.error; else box.innerHTML = reply.html;
  box.hidden = false;
  button.setAttribute("aria-expanded", "true");
  const field = box.querySelector("input");
  if (field) field.focus();
}

function replaceFile(id) {
  const input = document.createElement("input");
  input.type = "file";
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    const limit = Number(document.querySelector(".drop").dataset.limit);
    const said = document.createElement("p");
    said.className = "shelf-said"; said.textContent = `Reading ${file.name} …`;
    (element.querySelector(`.book[data-id="${CSS.escape(id)}"]`) || element.querySelector(".shelf")).prepend(said);
    pincite.say(said.textContent);
    if (file.size > limit) {
      said.className = "shelf-said failed"; said.setAttribute("role", "alert");
      said.textContent = `${file.name} is larger than ${Math.round(limit / 1048576)} MB, the most that is taken through the browser; use the command line: pincite add FILE.`;
      return;
    }
    try {
      const kept = await upload(file);
      said.remove();
      tend("replace", id, { path: kept.path, name: file.name });
    } catch (error) {
      said.textContent = "The file could not be sent; is the server still running? Choose it again.";
    }
  });
  input.click();
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  const what = button && button.dataset.shelf;
  if (!what) return;
  const id = button.dataset.id;
  if (what === "how" || what === "edit") more(button, what);
  else if (what === "replace") replaceFile(id);
  else if (what === "cancel") {
    const book = button.closest(".book");
    book.querySelector("[data-shelf=edit]").focus();
    fold(book);
  }
  else if (what === "read") {
    pincite.showTab("Chat");
    document.dispatchEvent(new CustomEvent("pincite:open", { detail: { document: id, n: -1, cited: [], quote: "", focus: true, from: { tab: "Library", id } } }));
  } else tend(what, id);
});
element.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const reply = await pincite.call(server.correct, { document: form.dataset.id, fields: Object.fromEntries(new FormData(form)) });
  if (reply.error) form.querySelector(".form-said").textContent = reply.error;
  else {
    const book = form.closest(".book");
    if (book.contains(document.activeElement)) book.querySelector("[data-shelf=edit]").focus();
    fold(book);
    tend("saved", form.dataset.id);
  }
});
function filter() {
  const words = (element.querySelector(".shelf-search")?.value || "").toLowerCase().split(/\s+/).filter(Boolean);
  element.querySelectorAll(".book").forEach((book) => {
    const text = book.querySelector(".book-words").textContent.toLowerCase();
    book.hidden = !words.every((word) => text.includes(word));
  });
  const none = element.querySelector(".shelf-none");
  if (none) none.hidden = Boolean(element.querySelector(".book:not([hidden])"));
}
element.addEventListener("input", (event) => { if (event.target.classList.contains("shelf-search")) filter(); });

// A form is closed by Escape while nothing in it has changed, and stays open with what was typed when the list is drawn anew.
const fields = (form) => JSON.stringify([...new FormData(form)]);
const drawn = new WeakMap();
element.addEventListener("focusin", (event) => {
  const form = event.target.closest(".details-form");
  if (form && !drawn.has(form)) drawn.set(form, fields(form));
});
element.addEventListener("input", (event) => {
  const form = event.target.closest(".details-form");
  if (form) typed = { id: form.dataset.id, values: [...new FormData(form)] };
});
element.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !event.target.closest(".book-more, .book-acts")) return;
  const book = event.target.closest(".book");
  const opener = book.querySelector("[aria-expanded=true]");
  const form = book.querySelector(".details-form");
  if (!opener) return;
  if (form && drawn.has(form) && drawn.get(form) !== fields(form)) {
    form.querySelector(".form-said").textContent = "Not saved yet: choose Save or Cancel.";
    return;
  }
  fold(book);
  opener.focus();
});
watch("value", async () => {
  filter();  // its field keeps its words when the list is drawn anew
  if (element.querySelector(".shelf:not([aria-busy])")) document.dispatchEvent(new CustomEvent("pincite:shelf"));
  const said = element.querySelector(".shelf-said");
  if (said) pincite.say(said.textContent);
  if (!typed || element.querySelector(".details-form")) return;
  const { id, values } = typed;
  typed = null;
  const button = element.querySelector(`[data-shelf=edit][data-id="${CSS.escape(id)}"]`);
  if (!button) return;
  await more(button, "edit");
  const form = button.closest(".book").querySelector(".details-form");
  for (const [name, value] of form ? values : []) form.elements[name].value = value;
  typed = { id, values };
});
