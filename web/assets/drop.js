// Files and folders into the library. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It sends each file and triggers the Python event 'sent' with what arrived and what was refused here.
const AT_ONCE = 3;
const box = () => element.querySelector(".drop");
const say = (words, failed) => {
  const line = element.querySelector(".drop-said");
  line.textContent = words;
  line.classList.toggle("failed", Boolean(failed));
};
const hidden = (name) => name.split("/").some((part) => part.startsWith("."));
const megabytes = (bytes) => Math.round(bytes / 1048576);
let busy = false;

async function send(item, limit) {
  if (item.file.size > limit) {
    return { name: item.name, reason: `The file has ${megabytes(item.file.size).toLocaleString("en")} MB; through the browser at most `
      + `${megabytes(limit)} MB are taken. Add it with the command line: pincite add FILE.` };
  }
  try {
    return { name: item.name, path: (await upload(item.file)).path };
  } catch (error) {
    return { name: item.name, reason: "The file could not be sent; is the server still running? Choose it again." };
  }
}

async function take(found) {
  if (busy) { say("Wait until these files are sent; then add more.", true); return; }
  const items = found.filter((item) => !hidden(item.name));
  const { limit, most } = box().dataset;
  if (!items.length) { say("There is no file to read in it.", true); return; }
  if (items.length > Number(most)) {
    say(`${items.length.toLocaleString("en")} files are more than ${Number(most).toLocaleString("en")}: add them with the command line, or in parts.`, true);
    return;
  }
  busy = true;
  const out = new Array(items.length);
  let next = 0; let done = 0;
  const worker = async () => {
    while (next < items.length) {
      const i = next++;
      out[i] = await send(items[i], Number(limit));
      done += 1;
      say(`Sent ${done} of ${items.length}: ${items[i].name}`);
    }
  };
  say(`Sending ${items.length === 1 ? items[0].name : items.length + " files"} …`);
  try { await Promise.all(Array.from({ length: AT_ONCE }, worker)); } finally { busy = false; }
  say("");
  pincite.sent = new Map(items.map((item) => [item.name, item.file]));  // for one that asks for its password
  trigger("sent", { files: out });
}

const named = (file) => ({ file, name: file.webkitRelativePath || file.name });

async function walk(entry, path) {
  if (entry.isFile) return [{ file: await new Promise((done, fail) => entry.file(done, fail)), name: path + entry.name }];
  const reader = entry.createReader();
  const out = [];
  for (;;) {  // a reader gives at most 100 entries at a time
    const part = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!part.length) return out;
    for (const one of part) out.push(...await walk(one, path + entry.name + "/"));
  }
}

element.addEventListener("click", (event) => {
  const button = event.target.closest("[data-drop]");
  if (button) element.querySelector(`input.choose-${button.dataset.drop}`).click();
});
element.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const found = [...event.target.files].map(named);
  event.target.value = "";
  take(found);
});
// What dropping.js caught, on whichever tab.
document.addEventListener("pincite:dropped", async (event) => {
  const { entries, files } = event.detail;
  try {
    take(entries.length ? (await Promise.all(entries.map((entry) => walk(entry, "")))).flat() : files.map(named));
  } catch (error) {
    say("What was dropped could not be read; choose it with the buttons.", true);
  }
});
document.body.dataset.takesDrops = "yes";
