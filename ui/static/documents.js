/* Files to the index, two at a time, each with word on how far it is; and what is done with a
   document that is there. What a person or a document wrote is put in as text, never as markup. */
const AT_ONCE = 2;
const find = (selector, within = document) => within.querySelector(selector);
const say = (text, given = {}) => text.replace(/\{(\w+)\}/g, (_, key) => given[key]);
const form = find("#about"), list = find("#documents");
const known = words.known, waiting = [];
let active = 0;

// "theirs" are the words of a document or of the API: Danish, whatever the page's own are.
const tell = (text, theirs = "") => {
  const line = document.createElement("p"), quoted = document.createElement("span");
  quoted.lang = "da";
  quoted.textContent = theirs;
  line.append(text, theirs && " ", quoted);
  find("#told").append(line);
};
const counted = (count, one, many) => say(count === 1 ? words[one] : words[many], { count });

/* -- the list, always as the server draws it --------------------------------------------- */

const fetched = () => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.open("GET", known.page);
  request.responseType = "document";
  request.onloadend = () => resolve(request.response);
  request.send();
});

// Rows that are as they were stay, and with them what somebody unfolded or stands at.
const redraw = async () => {
  const page = await fetched();
  if (!page || !find("#documents", page)) return;
  const had = new Map([...list.children].map((row) => [row.dataset.version, row]));
  const rows = [...find("#documents", page).children].map(
    (row) => had.get(row.dataset.version) ?? document.importNode(row, true),
  );
  for (const row of had.values()) if (!rows.includes(row)) row.remove();
  rows.forEach((row, at) => {
    if (list.children[at] !== row) list.insertBefore(row, list.children[at] ?? null);
  });
  find("#count").textContent = find("#count", page).textContent;
  narrow();
};
let drawn = Promise.resolve();
const refresh = () => (drawn = drawn.then(redraw));

// Those that hold every word that is looked for, among what is known of them at a glance.
const looked = (row) => [...row.querySelectorAll("h3, .whose, .facts")]
  .map((part) => part.textContent).join(" ").toLowerCase();
const narrow = () => {
  const rows = [...list.children], filter = find("#filter");
  filter.hidden = rows.length <= known.many;
  const wanted = filter.hidden ? [] : find("#find").value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = looked(row);
    row.hidden = !wanted.every((word) => text.includes(word));
  }
  const count = rows.filter((row) => !row.hidden).length;
  const any = wanted.some(Boolean);
  find("#matching").textContent = any ? say(words.matching, { count, all: rows.length }) : "";
};
find("#find").oninput = narrow;

/* -- one file ----------------------------------------------------------------------------- */

const show = (item, state, share = null) => {
  const bar = find("progress", item.row);
  find(".state", item.row).textContent = state;
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
};

const link = ({ id }) => {
  const open = document.createElement("a");
  open.href = "dokument/" + encodeURIComponent(id) + known.query;
  open.textContent = words.open;
  return open;
};

const added = (item, entry) => {
  const { row } = item, state = counted(entry.passages, "added one", "added");
  row.className = "added";
  show(item, state);
  for (const warning of entry.warnings) {
    const line = document.createElement("li");
    line.textContent = warning;
    find("ul", row).append(line);
  }
  find("summary", row).textContent = counted(entry.warnings.length, "warning", "warnings");
  find("details", row).hidden = !entry.warnings.length;
  find(".next", row).replaceChildren(link(entry));
  tell(`${item.file.name}. ${state}.`);
  refresh();
};

// What is said of a file where its name stands already.
const unnamed = (detail, name) =>
  detail.startsWith(name + ": ") ? detail.slice(name.length + 2) : detail;

const refused = (item, detail, { again = true, ours = false } = {}) => {
  const { row, file } = item;
  const plain = unnamed(detail, file.name);
  row.className = "refused";
  show(item, words.refused);
  find(".detail", row).textContent = plain;
  find(".detail", row).lang = ours ? document.documentElement.lang : "da";
  if (again) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.again;
    button.setAttribute("aria-label", say(words["again named"], file));
    button.onclick = () => retry(item);
    find(".next", row).replaceChildren(button);
  }
  tell(`${file.name}. ${words.refused}`, plain);
};

const stepped = (item, { done, of }) => {
  const ending = item.file.name.slice(item.file.name.lastIndexOf(".")).toLowerCase();
  const unit = known.units[ending] ?? words["unit page"];
  if (done < of) show(item, say(words.step, { unit, done, of }), done / of);
  else show(item, words.indexing);
};

const send = (item) => {
  const request = new XMLHttpRequest(), body = new FormData();
  let heard = 0, event = "", ended = false;
  const happened = { progress: (data) => stepped(item, data) };
  happened.document = (data) => { ended = true; added(item, data); };
  happened.error = (data) => { ended = true; refused(item, data.detail); };
  // An event is two lines, its data in one; a line that is not whole yet is left for later.
  const listen = () => {
    if (request.status !== 200) return;
    const lines = request.responseText.slice(heard).split("\n");
    heard = request.responseText.length - lines.pop().length;
    for (const line of lines) {
      if (line.startsWith("event: ")) event = line.slice(7).trim();
      else if (line.startsWith("data: ")) happened[event]?.(JSON.parse(line.slice(6)));
    }
  };
  request.upload.onprogress = ({ loaded, total }) => {
    const share = total ? loaded / total : 0;
    show(item, say(words.sending, { percent: Math.floor(share * 100) }), share);
  };
  request.upload.onload = () => show(item, words.reading);
  request.onprogress = listen;
  request.onloadend = () => {
    listen();
    const told = problem(request);
    if (!ended) refused(item, told || words.cut, { ours: !told });
    active -= 1;
    next();
  };
  for (const [name, value] of Object.entries(item.about)) body.append(name, value);
  body.append("file", item.file);
  request.open("POST", "api/v1/documents");
  request.setRequestHeader("accept", "text/event-stream");
  show(item, say(words.sending, { percent: 0 }), 0);
  request.send(body);
};

const problem = ({ responseText }) => {
  try { return JSON.parse(responseText).detail ?? ""; } catch { return ""; }
};

const next = () => {
  while (active < AT_ONCE && waiting.length) {
    active += 1;
    send(waiting.shift());
  }
};

/* -- many files --------------------------------------------------------------------------- */

const filled = () => Object.fromEntries(
  [...new FormData(form)].map(([name, value]) => [name, value.trim()]),
);

const enqueue = (item) => {
  item.row.className = "under-way";
  for (const part of [".detail", ".next"]) find(part, item.row).replaceChildren();
  find(".with", item.row).textContent = Object.values(item.about).filter(Boolean).join(" · ");
  show(item, words.waiting, 0);
  waiting.push(item);
  next();
};

const add = (files, folders = []) => {
  const about = filled();
  // A title is of one document: it must not become that of many, nor of the next.
  if (files.length > 1) delete about.title;
  else if (files.length) form.elements.title.value = "";
  const left = filled(), mine = { again: false, ours: true };
  for (const file of files) {
    const row = find("#file").content.firstElementChild.cloneNode(true);
    const item = { file, row, about, left };
    find(".name", row).textContent = file.name;
    find("progress", row).setAttribute("aria-label", file.name);
    find("#files").append(row);
    const size = Math.floor(file.size / known.megabyte);
    const most = known.most / known.megabyte;
    if (folders.includes(file.name)) refused(item, words["a folder"], mine);
    else if (file.size > known.most) refused(item, say(words["too large"], { size, most }), mine);
    else enqueue(item);
  }
};

// What was changed in the form since is meant for the file that is tried again.
const retry = (item) => {
  const now = filled(), changed = { ...item.about };
  for (const name of Object.keys(now)) if (now[name] !== item.left[name]) changed[name] = now[name];
  Object.assign(item, { about: changed, left: now });
  enqueue(item);
  item.row.focus();
};

find("#choose").onchange = ({ target }) => {
  add([...target.files]);
  target.value = "";
};
form.onsubmit = (event) => event.preventDefault();

const carries = (event) => event.dataTransfer?.types.includes("Files");
const over = (event, is) => {
  if (!carries(event)) return;
  event.preventDefault();
  document.body.classList.toggle("over", is);
};
addEventListener("dragover", (event) => over(event, true));
addEventListener("dragleave", (event) => over(event, event.relatedTarget !== null));
addEventListener("drop", (event) => {
  over(event, false);
  if (!carries(event)) return;
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.());
  const folders = entries.filter((entry) => entry?.isDirectory).map((entry) => entry.name);
  add([...event.dataTransfer.files], folders);
});
addEventListener("beforeunload", (event) => { if (active) event.preventDefault(); });

/* -- a document that is there ------------------------------------------------------------- */

// What the API made of it: the document, or what went wrong in its words or ours.
const asked = async (id, method, { path = "", body } = {}) => {
  const headers = body ? { "content-type": "application/json" } : {};
  const address = "api/v1/documents/" + encodeURIComponent(id) + path;
  try {
    const response = await fetch(address, { method, headers, body: body && JSON.stringify(body) });
    const told = response.status === 204 ? {} : await response.json();
    return response.ok ? { entry: told } : { failed: told.detail, lang: "da" };
  } catch {
    return { failed: words.silent, lang: document.documentElement.lang };
  }
};
const complain = (place, { failed = "", lang = "da" }, file = "") => {
  place.textContent = unnamed(failed, file);
  place.lang = lang;
};
const rowOf = (id) => [...list.children].find((row) => row.dataset.id === id);
// The row may be another by now: the one that it is, with a word on what became of it.
const settle = async (id, button, text) => {
  await refresh();
  const row = rowOf(id);
  if (!row) return;
  row.hidden = false;
  find(".news", row).textContent = text;
  (find(button, row) ?? find(".news", row)).focus();
};

const reread = async (button) => {
  const row = button.closest("li"), { id } = row.dataset, news = find(".news", row);
  if (row.ariaBusy === "true") return;
  const bar = document.createElement("progress");
  row.ariaBusy = "true";
  bar.setAttribute("aria-label", words.rereading);
  news.className = "news";
  news.lang = document.documentElement.lang;
  news.replaceChildren(words.rereading, bar);
  tell(words.rereading);
  const { entry, ...problem } = await asked(id, "POST", { path: "/read" });
  row.ariaBusy = "false";
  bar.remove();
  if (entry) {
    const found = counted(entry.passages, "passage", "passages");
    const text = say(words["reread done"], { found });
    news.textContent = "";
    await settle(id, ".reread", text);
    tell(text, entry.title);
  } else {
    await refresh();
    const now = rowOf(id);
    tell(`${button.dataset.title}.`, unnamed(problem.failed, row.dataset.file));
    if (!now) return;
    find(".news", now).className = "news problem";
    complain(find(".news", now), problem, row.dataset.file);
    if (now !== row) find(".news", now).focus();
  }
};

/* Each dialog is of the document whose button opened it. */
const correcting = find("#correcting"), removing = find("#removing");
let at = null;
const opened = (dialog, button) => {
  at = { ...button.closest("li").dataset, title: button.dataset.title };
  find(".title", dialog).textContent = at.title;
  complain(find(".problem", dialog), {});
  dialog.showModal();
};
const fields = () => [...find("form", correcting).elements].filter((field) => field.name);
// A refusal stands at the field that it is of, which is in view on a small screen too.
const refuse = (problem) => {
  const told = find(".problem", correcting), failed = problem.failed ?? "";
  const wrong = fields().find((field) => failed.includes(` ${field.name} `));
  for (const field of fields()) {
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-errormessage");
  }
  complain(told, {});
  if (wrong) wrong.parentElement.append(told);
  else find(".state", correcting).before(told);
  wrong?.setAttribute("aria-invalid", "true");
  wrong?.setAttribute("aria-errormessage", told.id);
  complain(told, problem, at?.file);
  if (failed) (wrong ?? find(".save", correcting)).focus();
};
const correct = (button) => {
  const told = JSON.parse(button.dataset.known);
  for (const field of fields()) field.value = field.defaultValue = told[field.name];
  refuse({});
  opened(correcting, button);
};
list.onclick = ({ target }) => {
  const button = target.closest("button");
  if (button?.matches(".correct")) correct(button);
  if (button?.matches(".reread")) reread(button);
  if (button?.matches(".remove")) opened(removing, button);
};

const busy = (dialog, is) => {
  for (const button of dialog.querySelectorAll("button")) button.disabled = is;
  dialog.ariaBusy = String(is);
};
for (const dialog of [correcting, removing]) {
  dialog.oncancel = (event) => { if (dialog.ariaBusy === "true") event.preventDefault(); };
}
find(".cancel", correcting).onclick = () => correcting.close();
find("form", correcting).onsubmit = async (event) => {
  event.preventDefault();
  const { id } = at;
  const changed = fields().filter((field) => field.value.trim() !== field.defaultValue);
  if (!changed.length) return correcting.close();
  const body = Object.fromEntries(changed.map((field) => [field.name, field.value.trim()]));
  busy(correcting, true);
  refuse({});
  find(".state", correcting).textContent = words.saving;
  const { entry, ...problem } = await asked(id, "PATCH", { body });
  busy(correcting, false);
  find(".state", correcting).textContent = "";
  if (entry) {
    correcting.close();
    await settle(id, ".correct", words.saved);
    tell(words.saved, entry.title);
    return;
  }
  refuse(problem);
};

find(".keep", removing).onclick = () => removing.close();
find(".sure", removing).onclick = async () => {
  const { id, title } = at;
  busy(removing, true);
  const { entry, ...problem } = await asked(id, "DELETE");
  busy(removing, false);
  await refresh();
  complain(find(".problem", removing), problem);
  if (!entry) return find(".keep", removing).focus();
  removing.close();
  find("#listed").focus();
  tell(say(words.removed, { title }));
};

narrow();
document.documentElement.classList.add("script");
