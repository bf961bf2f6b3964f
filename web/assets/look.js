// Light or dark: the system's choice until the reader makes another, which the browser keeps.
const KEY = "pincite-look";
const button = element.querySelector(".look");
const dark = () => document.body.classList.contains("dark");
function wear(look) {
  document.body.classList.toggle("dark", look === "dark");
  document.documentElement.style.colorScheme = look;
  button.setAttribute("aria-pressed", String(look === "dark"));
}
const kept = localStorage.getItem(KEY);
wear(kept === "dark" || kept === "light" ? kept : dark() ? "dark" : "light");
button.hidden = false;
element.querySelector(".skip").addEventListener("click", () => {
  pincite.showTab("Chat");
  pincite.reach(() => document.querySelector("#question textarea"));
});
button.addEventListener("click", () => {
  const look = dark() ? "light" : "dark";
  localStorage.setItem(KEY, look);
  wear(look);
});
