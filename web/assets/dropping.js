// A file dropped anywhere on the page goes into the library; without this the browser would leave the page for it.
// Stands in the page's head, since the library's own script (drop.js) comes only when that tab is first opened.
const carries = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
const over = (yes) => document.querySelector(".drop")?.classList.toggle("over", yes);
document.addEventListener("dragover", (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  over(true);
});
document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) over(false); });
document.addEventListener("drop", async (event) => {
  if (!carries(event)) return;
  event.preventDefault();
  over(false);
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean);
  const files = [...event.dataTransfer.files];  // both are gone once this event is over
  [...document.querySelectorAll("#tabs button[role=tab]")].find((tab) => tab.textContent.trim() === "Library")?.click();
  while (!document.body.dataset.takesDrops) await new Promise((done) => setTimeout(done, 50));
  document.dispatchEvent(new CustomEvent("pincite:dropped", { detail: { entries, files } }));
});
