// What the page itself knows, for the scripts of its parts and for every event: who the reader is, and where they stand.
// Stands in the page's head. What is typed, chosen and open outlives a reload: sessionStorage is this window's own.
const KEY = "pincite-owner";
const hex = (bytes) => [...crypto.getRandomValues(new Uint8Array(bytes))].map((b) => b.toString(16).padStart(2, "0")).join("");
const $ = (selector) => document.querySelector(selector);
const kept = (store, key, value) => {  // a browser may forbid both stores: then only this page's life is remembered
  try {
    if (value === undefined) return store().getItem(key);
    if (value === null) store().removeItem(key); else store().setItem(key, value);
  } catch (error) { /* nothing is kept */ }
  return value ?? null;
};
const session = (key, value) => kept(() => sessionStorage, key, value);
let owner = kept(() => localStorage, KEY);
if (!/^[0-9a-f]{32}$/.test(owner || "")) kept(() => localStorage, KEY, owner = hex(16));
const tab = hex(8);
const thread = () => $("#thread .thread");
const started = () => thread()?.dataset.conversation || location.hash.slice(1);
let scope = {};
try { scope = JSON.parse(session("pincite-scope") || "{}"); } catch (error) { /* as if none were kept */ }

window.pincite = {
  owner, session,
  where: () => JSON.stringify({
    owner, tab, conversation: started(), turns: document.querySelectorAll("#thread .turn:not(.live)").length,
    documents: scope.documents || [], model: scope.model ?? null,
  }),
  chosen: () => scope.documents || [],
  choose(changed) { scope = { ...scope, ...changed }; session("pincite-scope", JSON.stringify(scope)); },
  // A server function's reply; Gradio gives nothing, or an error of its own, where the server can't be reached.
  async call(asked, request) {
    const silent = { error: "The server does not answer. Is it still running?" };
    try { return (await asked(request)) || silent; } catch (error) { return silent; }
  },
  showTab(name) { [...document.querySelectorAll("#tabs button[role=tab]")].find((one) => one.textContent.trim() === name)?.click(); },
  // The address names the conversation once it holds a question, so that a reload opens it again.
  address() {
    const here = $("#thread .turn") ? `#${thread().dataset.conversation}` : "";
    if (location.hash !== here) history.replaceState(history.state, "", location.pathname + location.search + here);
  },
};

document.addEventListener("click", (event) => {
  const button = event.target.closest("#tabs > .tab-wrapper button[role=tab]");
  if (button) session("pincite-tab", button.textContent.trim());
});
const last = session("pincite-tab");
if (last && last !== "Chat") {
  const look = new MutationObserver(() => {
    if (!thread()) return;
    look.disconnect();
    pincite.showTab(last);
  });
  look.observe(document.documentElement, { childList: true, subtree: true });
}
