/* Two things that the framework leaves undone: the newest question is brought to the top of what
   is in view, and a message is not read aloud as the HTML that it is written in. */
new MutationObserver(() => {
  for (const message of document.querySelectorAll("#chat [data-testid][aria-label]"))
    message.removeAttribute("aria-label");
  const asked = document.querySelectorAll("#chat .user-row");
  const newest = asked[asked.length - 1];
  const seen = asked.length + ":" + document.querySelectorAll("#chat .answer").length;
  if (!newest || seen === document.body.dataset.seen) return;
  document.body.dataset.seen = seen;
  newest.scrollIntoView({ block: "start" });
}).observe(document.documentElement, { childList: true, subtree: true });
