// Small comforts. Every page does its whole job without this file.

function say(button, text) {
  const before = [...button.childNodes];
  button.replaceChildren(text);
  setTimeout(() => button.replaceChildren(...before), 2000);
}

async function copy(button) {
  const block = document.getElementById(button.dataset.from) ?? button.parentElement.querySelector("code");
  document.body.classList.add("copying"); // leaves out what is folded
  const text = button.dataset.copy || block?.innerText || "";
  document.body.classList.remove("copying");
  await navigator.clipboard.writeText(text);
  say(button, button.dataset.copied || "✓");
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button");
  if (button?.matches("[data-copy]")) copy(button);
  if (button?.matches("[data-print]")) print();
});

// A page with errors answers a form that was sent: going back to it later asks for it anew.
if (document.querySelector(".summary[role=alert]")) history.replaceState(null, "", location.href);

function isTyping(target) {
  return target.matches("input:not([type=radio], [type=checkbox]), textarea, select");
}

// 1–9 pick an option of the question that has the focus, or of the first one.
document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
  if (event.key === "?") document.getElementById("keys")?.togglePopover(true);
  if (!/^[1-9]$/.test(event.key)) return;
  const group = event.target.closest(".choices, fieldset");
  const option = group?.querySelectorAll(".choice input")[event.key - 1];
  if (!option) return;
  event.preventDefault();
  option.focus();
  option.click();
});

// Enter in a group of options sends the form, as it does in a text field.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches(".choice input")) return;
  event.preventDefault();
  event.target.form?.requestSubmit();
});

// Ticks stay in this browser: each change sends the whole list, and it comes back as a cookie.
let sent;
document.addEventListener("change", async ({ target }) => {
  const form = target.form;
  if (form?.id !== "ticks") return;
  sent?.abort();
  sent = new AbortController();
  const body = new URLSearchParams(new FormData(form));
  document.getElementById("ticked").textContent = body.getAll("done").length;
  const note = document.getElementById("tick-trouble");
  const kept = fetch(form.action, { method: "POST", body, redirect: "manual", signal: sent.signal });
  const lost = await kept.then((answer) => answer.status >= 400, (error) => error.name !== "AbortError");
  note.textContent = lost ? note.dataset.trouble : "";
});

// Sending may fail; then a note beside the pressed button says why, and nothing typed is lost.
const sending = document.querySelector(".sending");
const ear = document.getElementById("ear");

function trouble(form, text, again) {
  form.append(sending);
  sending.textContent = text;
  if (!again) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "link";
  button.textContent = sending.dataset.again;
  button.addEventListener("click", () => {
    sending.textContent = "";
    again();
  });
  sending.append(" ", button);
}

function reason(status) {
  const { lapsed, busy, offline } = sending.dataset;
  return status === 403 ? lapsed : status >= 400 ? busy : offline;
}

function failed({ detail }) {
  const form = document.querySelector("form[data-hx-trigger]");
  if (!form || !sending || sending.querySelector("button")) return;
  const status = detail?.ctx?.response?.status;
  const again = () => form.dispatchEvent(new Event("change", { bubbles: true }));
  trouble(form, reason(status), status === 403 ? null : again);
}

function settled(event) {
  if (event.detail?.ctx?.response?.status >= 400) return;
  if (sending) sending.textContent = "";
  const said = document.querySelector("[data-heard]")?.textContent;
  if (ear && said && ear.textContent !== said) ear.textContent = said;
}

document.addEventListener("htmx:error", failed);
document.addEventListener("htmx:response:error", failed);
document.addEventListener("htmx:after:swap", settled);

// Without a network the page stays where it is, with all that was typed.
document.addEventListener("submit", (event) => {
  if (navigator.onLine || !sending) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  trouble(event.target, sending.dataset.offline, () => event.target.requestSubmit(event.submitter));
}, true);
