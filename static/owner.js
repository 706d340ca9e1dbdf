// An owner's link brings its token in the fragment, which no server and no log gets to see:
// it leaves the address at once and is sent as a form.
function takeToken() {
  const brought = location.hash.slice(1);
  if (!brought.includes(":") || !location.pathname.endsWith("/owner/")) return;
  history.replaceState(null, "", location.pathname);
  const token = document.getElementById("owner-token");
  if (!token) return;
  token.value = brought;
  token.form.requestSubmit();
}

takeToken();
addEventListener("hashchange", takeToken);
