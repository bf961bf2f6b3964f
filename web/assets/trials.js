// A run's questions. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'trial'.
function filter() {
  const only = element.querySelector(".only-wrong input, input.only-wrong");
  const tag = element.querySelector(".by-tag");
  if (!only) return;
  element.querySelectorAll(".case").forEach((item) => {
    const tags = [...item.querySelectorAll(".tag")].map((t) => t.textContent);
    item.hidden = (only.checked && !item.classList.contains("wrong")) || (tag.value && !tags.includes(tag.value));
  });
}
async function download(button) {
  const said = button.closest(".run-files").querySelector("[role=alert]");
  const reply = await pincite.call(server.report, { run: button.dataset.run, form: button.dataset.report });
  said.textContent = reply.error || "";
  if (reply.error) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([reply.text], { type: reply.mime }));
  link.download = reply.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
element.addEventListener("click", (event) => {
  const file = event.target.closest("button[data-report]");
  if (file) download(file);
  const button = event.target.closest("button[data-trial]");
  if (button) trigger("trial", { run: button.dataset.run, id: button.dataset.id });
});
element.addEventListener("change", filter);
watch("value", () => {
  filter();
  const page = element.closest("#trial-page");  // what has come may lie below a table of drafts
  if (element.getBoundingClientRect().top > page.getBoundingClientRect().bottom - 160) element.scrollIntoView({ block: "start" });
});
