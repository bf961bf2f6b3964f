// Back and Forward: each conversation and each tab is an entry of the browser's history. Stands in the page's head.
// The address names the conversation once it holds a question, so that a reload opens it again.
const TAB = "pincite-tab";
const TOGETHER = 400;  // milliseconds within which a tab and a conversation that change are one step
const tabs = () => [...document.querySelectorAll("#tabs > .tab-wrapper button[role=tab]")];
const tabNow = () => tabs().find((one) => one.getAttribute("aria-selected") === "true")?.textContent.trim() || "Chat";
const thread = () => document.querySelector("#thread .thread");
const talkNow = () => thread()?.dataset.conversation || "";
const hashNow = () => (document.querySelector("#thread .turn") ? `#${talkNow()}` : "");
const path = () => location.pathname + location.search + hashNow();
let shown = null;  // the conversation that the entry is of; null until the first is drawn
let going = null;  // {talk, tab}: where Back or Forward leads, until it is reached
let pushed = { kind: "", at: 0 };
let gone = false;  // the conversation of this entry is about to be deleted

function note(fresh, kind) {
  const now = performance.now();
  const state = { tab: tabNow() };
  const together = kind !== pushed.kind && now - pushed.at < TOGETHER;
  if (fresh && !gone && !together) { history.pushState(state, "", path()); pushed = { kind, at: now }; }
  else history.replaceState({ ...history.state, ...state }, "", path());
}

pincite.forget = () => { gone = true; };
pincite.address = () => {
  const talk = talkNow();
  if (!talk) return;
  const fresh = shown !== null && talk !== shown && !going;
  if (going && (going.talk === talk || !going.talk)) going.talk = undefined;
  if (going && going.talk === undefined && going.tab === tabNow()) going = null;
  const changed = shown !== talk || location.hash !== hashNow();
  shown = talk;
  if (changed) note(fresh, "talk");
  if (fresh) gone = false;
};

function tabbed() {
  const tab = tabNow();
  pincite.session(TAB, tab);
  if (going) { if (going.tab === tab && going.talk === undefined) going = null; return; }
  if (shown !== null && history.state?.tab !== tab) note(true, "tab");
}

addEventListener("popstate", (event) => {
  const talk = location.hash.slice(1);
  const tab = event.state?.tab || tabNow();
  const other = `#${talk}` !== (hashNow() || "#");
  going = other || tab !== tabNow() ? { talk: other ? talk : undefined, tab } : null;
  if (tab !== tabNow()) pincite.showTab(tab);
  if (other) document.dispatchEvent(new CustomEvent("pincite:visit", { detail: talk }));
});

// The tab that was open before a reload opens again.
const look = new MutationObserver(() => {
  if (!thread() || !tabs().length) return;
  look.disconnect();
  const last = history.state?.tab || pincite.session(TAB);
  if (last && last !== "Chat") pincite.showTab(last);
  new MutationObserver(tabbed).observe(document.querySelector("#tabs > .tab-wrapper"), { attributeFilter: ["aria-selected"], subtree: true, childList: true });
});
look.observe(document.documentElement, { childList: true, subtree: true });
