/* What the framework leaves undone: a conversation that outlasts a reload, the newest question at
   the top of what is in view, marks that show their source, and copying. */

/* -- which conversation is this tab's -------------------------------------------------------- */

// The key alone is kept here, and for this tab alone; what was said is not in the browser.
const made = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
let key;
try {
  key = sessionStorage.getItem("talk") ?? made();
  sessionStorage.setItem("talk", key);
} catch { key = made(); }
const plainly = window.fetch;
window.fetch = (to, how = {}) => {
  const own = new URL(to.url ?? to, location.href).origin === location.origin;
  if (!own || how.method !== "POST") return plainly(to, how);
  const headers = new Headers(how.headers);
  headers.set("x-talk", key);
  return plainly(to, { ...how, headers });
};

/* -- what is in view, and what is announced --------------------------------------------------- */

const tend = () => {
  if (document.documentElement.lang !== words.language)
    document.documentElement.lang = words.language;
  document.querySelector("#chat [role=log]")?.setAttribute("aria-label", words.conversation);
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
  for (const scrolled of document.querySelectorAll("#chat, #sources"))
    if (!scrolled.hasAttribute("tabindex")) scrolled.tabIndex = 0;
  const asked = document.querySelectorAll("#chat .user-row");
  const seen = asked.length + ":" + document.querySelectorAll("#chat .answer").length;
  if (seen === document.body?.dataset.seen || !document.body) return;
  document.body.dataset.seen = seen;
  const newest = asked[asked.length - 1];
  // Once more when the sources have come beside it and made the answer narrower.
  for (const later of [0, 150])
    setTimeout(() => newest?.scrollIntoView({ block: "start" }), later);
};
new MutationObserver(tend).observe(document.documentElement, {
  attributeFilter: ["lang"], childList: true, subtree: true,
});

let quiet;
const tell = (text) => {
  let line = document.querySelector("#told");
  if (!line) {
    line = document.createElement("div");
    line.id = "told";
    line.setAttribute("role", "status");
    document.body.append(line);
  }
  line.textContent = text;
  clearTimeout(quiet);
  quiet = setTimeout(() => { line.textContent = ""; }, 6000);
};

/* -- a mark shows what it cites ---------------------------------------------------------------- */

let peek, shownFor;
const hide = () => {
  peek?.remove();
  for (const lit of document.querySelectorAll("#sources .lit")) lit.classList.remove("lit");
  shownFor?.removeAttribute("aria-describedby");
  peek = shownFor = null;
};
const beside = (mark) => {
  const newest = [...document.querySelectorAll("#chat .answer")].pop();
  if (!newest?.contains(mark)) return null;
  const number = mark.textContent.replace(/\D/g, "");
  return [...document.querySelectorAll("#sources li")].find(
    (entry) => entry.querySelector(".number")?.textContent === number,
  );
};
const show = (mark) => {
  if (shownFor === mark) return;
  hide();
  // The browser's own label would stand on top of ours.
  mark.dataset.told ??= mark.title;
  mark.removeAttribute("title");
  const [quote, ...where] = mark.dataset.told.split("\n");
  if (!quote) return;
  shownFor = mark;
  beside(mark)?.classList.add("lit");
  peek = document.createElement("div");
  peek.id = "peek";
  peek.setAttribute("role", "tooltip");
  for (const [kind, text] of [["quote", quote], ["where", where.join(" ")]]) {
    const line = document.createElement("p");
    line.className = kind;
    line.lang = "da";
    line.textContent = text;
    peek.append(line);
  }
  mark.setAttribute("aria-describedby", "peek");
  document.body.append(peek);
  const at = mark.getBoundingClientRect(), size = peek.getBoundingClientRect();
  const below = at.bottom + size.height + 12 < innerHeight;
  peek.style.left = Math.max(12, Math.min(at.left, innerWidth - size.width - 12)) + "px";
  peek.style.top = (below ? at.bottom + 6 : Math.max(12, at.top - size.height - 6)) + "px";
};
const markOf = (target) => target.closest?.("#chat a.mark");
addEventListener("mouseover", ({ target }) => {
  if (markOf(target)) show(markOf(target));
  // What it shows can be gone over, and read.
  else if (peek && !peek.contains(target)) hide();
});
addEventListener("focusin", ({ target }) => (markOf(target) ? show(markOf(target)) : hide()));
addEventListener("keydown", ({ key: pressed }) => { if (pressed === "Escape") hide(); });
addEventListener("scroll", hide, true);

/* -- copying ------------------------------------------------------------------------------------ */

const copied = async (text) => {
  try {
    // Where the page is not served safely, a browser has no clipboard to offer.
    if (navigator.clipboard) return await navigator.clipboard.writeText(text), true;
    const box = document.createElement("textarea");
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand("copy");
    box.remove();
    return done;
  } catch { return false; }
};
const said = (element) => element.innerText.trim().replace(/\n{3,}/g, "\n\n");
const listed = (entry) => {
  const number = entry.querySelector(".number");
  let title = entry.closest("ol");
  while (title && title.tagName !== "H3") title = title.previousElementSibling;
  const where = [title, entry.querySelector(".where")].filter(Boolean).map(said).join(", ");
  const quote = entry.querySelector("blockquote");
  const lines = [quote ? `"${said(quote)}"` : "", where, entry.querySelector("a.open").href];
  return (number ? `[${said(number)}] ` : "") + lines.filter(Boolean).join("\n");
};
const whole = () => {
  const rows = [...document.querySelectorAll("#chat .bot-row")];
  const answer = [...(rows.pop()?.querySelectorAll(".answer") ?? [])].map(said).join("\n\n");
  const panel = document.querySelector("#sources");
  const title = panel?.querySelector("h2");
  const sources = [...(panel?.querySelectorAll("li") ?? [])].map(listed);
  return [answer, title ? said(title) : "", ...sources, words.reminder].filter(Boolean).join("\n\n");
};
addEventListener("click", async (event) => {
  if (event.target.closest?.("#copy"))
    tell((await copied(whole())) ? words.copied : words.not_copied);
  const share = event.target.closest?.("#sources a.share");
  if (share && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    tell((await copied(share.href)) ? words.copied_link : words.not_copied);
  }
});
