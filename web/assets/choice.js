// Which documents are asked. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// What is ticked is kept by page.js; it triggers the Python event 'choose' when that has changed. None ticked: all.
const $ = (selector) => element.querySelector(selector);
const boxes = () => [...element.querySelectorAll(".choice-list input")];
const inSight = () => boxes().filter((one) => !one.closest("li").hidden);
const ticked = () => boxes().filter((one) => one.checked);
const isOpen = () => $(".choice-menu") && !$(".choice-menu").hidden;

function tell() {
  const [all, some] = [boxes(), ticked()];
  const noun = all.length === 1 ? "document" : "documents";
  const names = some.map((one) => one.nextElementSibling.textContent);
  $("#choice-words").textContent = !all.length ? "No documents"
    : !some.length ? `${all.length === 1 ? "" : "All "}${all.length} ${noun}`
      : `${some.length} of ${all.length} ${noun}${some.length === 1 ? `: ${names[0]}` : ""}`;
  $(".choice-open").title = names.join("\n");
  $(".choice-all").setAttribute("aria-pressed", String(!some.length));
}

// One of the list is reached with Tab, the others from there with the arrows.
function stop(at) {
  const seen = inSight();
  const one = seen.includes(at) ? at : seen[0];
  boxes().forEach((other) => { other.tabIndex = other === one ? 0 : -1; });
  return one;
}

function filter() {
  const words = $(".choice-find").value.toLowerCase().split(/\s+/).filter(Boolean);
  for (const one of boxes()) {
    const title = one.nextElementSibling.textContent.toLowerCase();
    one.closest("li").hidden = !words.every((word) => title.includes(word));
  }
  $(".choice-none").hidden = inSight().length > 0;
  stop(null);
}

// The menu stands above the whole composer, where it hides neither the question nor Ask, and no higher than there is room.
function open() {
  const menu = $(".choice-menu");
  menu.hidden = false;
  $(".choice-open").setAttribute("aria-expanded", "true");
  const [edge, talk] = ["#composer", "#talk"].map((part) => document.querySelector(part).getBoundingClientRect().top);
  menu.style.setProperty("--room", `${Math.max(edge - Math.max(talk, 0) - 12, 120)}px`);
  $(".choice-list").scrollTop = 0;
  filter();
  $(".choice-find").focus();
}

function close(focus) {
  if (!isOpen()) return;
  $(".choice-menu").hidden = true;
  $(".choice-open").setAttribute("aria-expanded", "false");
  $(".choice-find").value = "";
  if (focus) $(".choice-open").focus();
}

function chosen() {
  tell();
  pincite.choose({ documents: ticked().map((one) => one.value) });
  trigger("choose");
}

function draw() {
  const kept = pincite.chosen();
  boxes().forEach((one) => { one.checked = kept.includes(one.value); });
  tell();
}

element.addEventListener("click", (event) => {
  if (event.target.closest(".choice-open")) { if (isOpen()) close(true); else open(); }
  else if (event.target.closest(".choice-done")) close(true);
  else if (event.target.closest(".choice-all")) {
    boxes().forEach((one) => { one.checked = false; });
    chosen();
  }
});
element.addEventListener("change", (event) => { if (event.target.type === "checkbox") { stop(event.target); chosen(); } });
element.addEventListener("input", (event) => { if (event.target.matches(".choice-find")) filter(); });
element.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && isOpen()) { event.preventDefault(); event.stopPropagation(); close(true); return; }
  if (!["ArrowDown", "ArrowUp", "Home", "End"].includes(event.key)) return;
  if (event.target.matches(".choice-open") && event.key === "ArrowDown") { event.preventDefault(); open(); return; }
  const seen = inSight();
  const at = seen.indexOf(event.target);
  if (at < 0 && !(event.target.matches(".choice-find") && event.key === "ArrowDown")) return;
  event.preventDefault();
  if (event.key === "ArrowUp" && at === 0) { $(".choice-find").focus(); return; }
  const to = { ArrowDown: Math.min(at + 1, seen.length - 1), ArrowUp: at - 1, Home: 0, End: seen.length - 1 }[event.key];
  stop(seen[to])?.focus();
});
element.addEventListener("focusout", (event) => {
  if (event.relatedTarget && !element.contains(event.relatedTarget)) close(false);
});
document.addEventListener("pointerdown", (event) => { if (!element.contains(event.target)) close(false); });
// What has left the library is no longer chosen.
watch("value", () => {
  draw();
  pincite.choose({ documents: ticked().map((one) => one.value) });
});
draw();
