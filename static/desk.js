// A form that keeps what is typed by itself: its button waits for what is being kept, or it would
// meet its own text as somebody else's. The page does its whole job without this file.
const form = document.getElementById("form");
let asked = 0;
let button = null;

document.addEventListener("htmx:before:request", () => { asked += 1; });
document.addEventListener("htmx:finally:request", () => {
  asked = Math.max(asked - 1, 0);
  if (asked || !button) return;
  const pressed = button;
  button = null;
  form.requestSubmit(pressed);
});

form?.addEventListener("submit", (event) => {
  if (!asked) return;
  event.preventDefault();
  button = event.submitter;
});
