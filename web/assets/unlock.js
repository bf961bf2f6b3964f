// An encrypted file among those added, tried again with its password, which goes to the server with the file and is
// kept nowhere. Gradio runs this as a function of: element, trigger, props, server, upload, watch.
// It triggers the Python event 'opened', after which the list is drawn anew.
element.addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const line = form.closest(".step");
  const said = line.querySelector(".step-said");
  const button = form.querySelector("button");
  const { name } = form.dataset;
  if (button.getAttribute("aria-disabled")) return;
  button.setAttribute("aria-disabled", "true");
  said.textContent = "Reading …";
  let reply = { error: "The file could not be sent: choose it again." };
  try {
    const { path } = await upload(pincite.sent.get(name));
    reply = await pincite.call(server.unlock, { path, name, password: form.elements.password.value });
  } catch (error) { /* the file has gone or has changed since it was chosen */ }
  button.removeAttribute("aria-disabled");
  if (reply.error) {
    said.textContent = reply.error;
    pincite.say(reply.error);
    return;
  }
  const held = form.contains(document.activeElement);
  line.outerHTML = reply.html;
  const state = element.querySelector("[role=status]");
  if (reply.opened) {
    state.textContent = `“${name}” is opened and read.`;
    if (held) (element.querySelector("input[type=password]") ?? element.querySelector("ul")).focus();
    trigger("opened", {});
    return;
  }
  const again = [...element.querySelectorAll("form.unlock")].find((one) => one.dataset.name === name);
  pincite.say(again.closest(".step").querySelector(".step-said").textContent);
  if (held) again.elements.password.focus();
});
