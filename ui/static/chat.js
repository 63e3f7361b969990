/* What the framework leaves undone: the newest question comes to the top of what is in view, a
   message is not announced as the HTML that it is written in, and the page stays Danish whatever
   language the browser prefers. */
const tend = () => {
  if (document.documentElement.lang !== words.language)
    document.documentElement.lang = words.language;
  document.querySelector("#chat [role=log]")?.setAttribute("aria-label", words.conversation);
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
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
