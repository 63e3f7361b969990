/* Files to the index, two at a time, each with word on how far it is; and documents out of it.
   What a person or a document wrote is put in as text, never as markup. */
const AT_ONCE = 2;
const find = (selector, within = document) => within.querySelector(selector);
const say = (text, given = {}) => text.replace(/\{(\w+)\}/g, (_, key) => given[key]);
const form = find("#about"), list = find("#documents"), dialog = find("#removing");
const waiting = [];
let active = 0;

const tell = (text) => {
  const line = document.createElement("p");
  line.textContent = text;
  find("#told").append(line);
};

/* -- the list, always as the server draws it --------------------------------------------- */

const fetched = () => new Promise((resolve) => {
  const request = new XMLHttpRequest();
  request.open("GET", "dokumenter");
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
};
let drawn = Promise.resolve();
const refresh = () => (drawn = drawn.then(redraw));

/* -- one file ----------------------------------------------------------------------------- */

const show = (item, state, share = null) => {
  const bar = find("progress", item.row);
  find(".state", item.row).textContent = state;
  if (share === null) bar.removeAttribute("value");
  else bar.value = share;
};

const link = ({ id }) => {
  const open = document.createElement("a");
  open.href = "dokument/" + encodeURIComponent(id);
  open.textContent = words.open;
  return open;
};

const added = (item, entry) => {
  const { row } = item, count = entry.passages;
  const state = say(count === 1 ? words.one : words.many, { count });
  row.className = "added";
  show(item, state);
  for (const warning of entry.warnings) {
    const line = document.createElement("li");
    line.textContent = warning;
    find("ul", row).append(line);
  }
  find("details", row).hidden = !entry.warnings.length;
  find(".next", row).replaceChildren(link(entry));
  tell(`${item.file.name}. ${state}.`);
  refresh();
};

const refused = (item, detail, again = true) => {
  const { row, file } = item;
  // The row begins with the name already.
  const plain = detail.startsWith(file.name + ": ") ? detail.slice(file.name.length + 2) : detail;
  row.className = "refused";
  show(item, words.refused);
  find(".detail", row).textContent = plain;
  if (again) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.again;
    button.setAttribute("aria-label", say(words.again_named, file));
    button.onclick = () => retry(item);
    find(".next", row).replaceChildren(button);
  }
  tell(`${file.name}. ${words.refused} ${plain}`);
};

const stepped = (item, { done, of }) => {
  const ending = item.file.name.slice(item.file.name.lastIndexOf(".")).toLowerCase();
  const unit = words.units[ending] ?? words.page;
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
    if (!ended) refused(item, problem(request) || words.cut);
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
  const left = filled();
  for (const file of files) {
    const row = find("#file").content.firstElementChild.cloneNode(true);
    const item = { file, row, about, left };
    find(".name", row).textContent = file.name;
    find("progress", row).setAttribute("aria-label", file.name);
    find("#files").append(row);
    const size = Math.floor(file.size / words.megabyte);
    const most = words.most / words.megabyte;
    if (folders.includes(file.name)) refused(item, words.folder, false);
    else if (file.size > words.most) refused(item, say(words.too_large, { size, most }), false);
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

/* -- out again ---------------------------------------------------------------------------- */

let leaving = null;
list.onclick = ({ target }) => {
  leaving = target.closest(".remove");
  if (!leaving) return;
  find(".title", dialog).textContent = leaving.dataset.title;
  find(".problem", dialog).textContent = "";
  dialog.showModal();
};
find(".keep", dialog).onclick = () => dialog.close();
find(".sure", dialog).onclick = async ({ target }) => {
  const { id, title } = leaving.dataset;
  target.disabled = true;
  const failed = await removed(id);
  target.disabled = false;
  await refresh();
  find(".problem", dialog).textContent = failed;
  if (failed) return;
  dialog.close();
  find("#listed").focus();
  tell(say(words.removed, { title }));
};

// What went wrong, or "".
const removed = async (id) => {
  try {
    const response = await fetch("api/v1/documents/" + encodeURIComponent(id), { method: "DELETE" });
    return response.ok ? "" : (await response.json()).detail;
  } catch {
    return words.not_removed;
  }
};

document.documentElement.classList.add("script");
