"""How quick the page is in a browser, and what it leaves there, over a running server.

python -m bench.page http://127.0.0.1:8000 [--runs 10] [--questions tests/questions.jsonl]

Beside it an empty Gradio page is opened in turn, in the same browser. Times are seen from inside
the page, two frames after the last change, so that what is counted has been painted.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import multiprocessing
import os
import shutil
import socket
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from assistant.question_file import load

# Before the import: as it is imported, Gradio asks hosts on the net what its newest version is.
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
import gradio as gr

BOX, STARTER, ANSWER = "#question textarea", ".starter", "#chat .answer"
EMPTY_BOX = "textarea"
IN_A_TALK = 5
PAGES = (
    "", "temaer", "temaer?query=ungdom", "temakort", "tidsplan", "sammenlign?topic=forebyggelse",
    "udkast", "journal", "dokumenter",
)  # fmt: skip
LANGUAGES = ("", "lang=en")

USABLE = """([box, starter]) => {
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
  const ready = () => {
    const field = document.querySelector(box);
    if (!field || !seen(field) || field.disabled || field.readOnly) return false;
    const starters = starter && [...document.querySelectorAll(starter)];
    return !starter || starters.some((one) => seen(one) && one.textContent.trim());
  };
  window.usable = new Promise((done) => {
    const end = () => done(performance.now());
    const look = () => ready()
      ? requestAnimationFrame(() => requestAnimationFrame(end)) : requestAnimationFrame(look);
    requestAnimationFrame(look);
  });
}"""
PAINTED = """(answer) => {
  const count = () => document.querySelectorAll(answer).length;
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const before = count(), began = event.timeStamp;
    window.painted = new Promise((done) => {
      const end = () => done(performance.now() - began);
      const observer = new MutationObserver(() => {
        if (count() <= before) return;
        observer.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(end));
      });
      observer.observe(document, { childList: true, subtree: true, attributes: true });
    });
  }, true);
}"""
ARRIVED = """Promise.race([window.painted, new Promise((_, late) =>
  setTimeout(() => late(new Error("No answer in 20 s.")), 20000))])"""
KEPT = """() => JSON.stringify([localStorage, sessionStorage, document.cookie])"""


@dataclass
class Times:
    """Milliseconds until each page could be used, cold and with its files at hand."""

    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)


def _empty(port: int) -> None:
    """The page that everybody's Gradio begins as."""
    with gr.Blocks(analytics_enabled=False) as page:
        gr.Chatbot()
        gr.Textbox()
        gr.Button()
    page.launch(
        server_name="127.0.0.1", server_port=port, quiet=True, ssr_mode=False, share=False
    )  # fmt: skip


@contextlib.contextmanager
def empty_page() -> Iterator[str]:
    """Where an empty Gradio page is, in a process of its own as ours is."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = multiprocessing.get_context("spawn").Process(target=_empty, args=(port,))
    process.start()
    url = f"http://127.0.0.1:{port}/"
    try:
        while True:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(url, trust_env=False).raise_for_status()
                break
            if not process.is_alive():
                raise RuntimeError("The empty page could not be started.")
            time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.join()


def usable(context: BrowserContext, url: str, box: str, starter: str) -> float:
    """Milliseconds from the address to a box that takes what is typed."""
    page = context.new_page()
    page.add_init_script(f"({USABLE})({json.dumps([box, starter])})")
    page.goto(url, wait_until="commit")
    took = float(page.evaluate("window.usable"))
    field = page.locator(box).first
    field.press_sequentially("prøve")
    page.wait_for_timeout(300)  # what is drawn late must not take the words away
    if field.input_value() != "prøve":
        raise RuntimeError(f"{url} lost what was typed after {took:.0f} ms.")
    page.close()
    return took


def opening(browser: Browser, url: str, box: str, starter: str, times: Times) -> None:
    """Once in a browser that was never here, and once more in the same."""
    context = browser.new_context(locale="da-DK")
    times.cold.append(usable(context, url, box, starter))
    times.warm.append(usable(context, url, box, starter))
    context.close()


def opened(browser: Browser, ours: str, empty: str, runs: int) -> tuple[Times, Times]:
    """Ours and the empty page in turn, the first of each unmeasured."""
    pages = ((ours, BOX, STARTER), (empty, EMPTY_BOX, ""))
    for page in pages:
        opening(browser, *page, Times())
    times = (Times(), Times())
    for run in range(runs):
        both = list(zip(pages, times, strict=True))
        for page, taken in both if run % 2 else reversed(both):
            opening(browser, *page, taken)
    return times


def talk(browser: Browser, url: str, questions: Sequence[str]) -> tuple[list[float], set[str]]:
    """Milliseconds from each Enter to its painted answer, and what the talk said."""
    context = browser.new_context(locale="da-DK")
    page = context.new_page()
    page.add_init_script(f"({PAINTED})({json.dumps(ANSWER)})")
    page.goto(url)
    box, times = page.locator(BOX), []
    page.locator(STARTER).first.wait_for()
    for question in questions:
        box.fill(question)
        box.press("Enter")
        times.append(float(page.evaluate(ARRIVED)))
        page.wait_for_timeout(1000)  # the page takes no question while its last event closes
    said = {*questions, *page.locator(ANSWER).all_inner_texts()}
    held = found(page, said)
    context.close()
    return times, held


def found(page: Page, said: set[str]) -> set[str]:
    """What of ``said`` the browser keeps of this page, first words of a line being enough."""
    kept = " ".join((str(page.evaluate(KEPT)), _indexed(page.context)))
    lines = {line.strip()[:30] for text in said for line in text.splitlines()}
    return {line for line in lines if len(line) > 10 and json.dumps(line)[1:-1] in kept} | {
        line for line in lines if len(line) > 10 and line in kept
    }


def _indexed(context: BrowserContext) -> str:
    state: Any = context.storage_state(indexed_db=True)
    return json.dumps(state, ensure_ascii=False)


def walk(browser: Browser, url: str, question: str) -> tuple[Counter[str], list[str]]:
    """The hosts that a whole walk asks, with how often, and the keys that it leaves behind."""
    context = browser.new_context(locale="da-DK")
    hosts: Counter[str] = Counter()
    local = {"data", "blob"}
    context.on("request", lambda one: hosts.update(_host(one.url, local)))
    page = context.new_page()
    for language in LANGUAGES:
        for path in PAGES:
            page.goto(
                urljoin(url, path + ("&" if "?" in path else "?") * bool(language) + language)
            )
            page.wait_for_timeout(300)  # a late request counts too
        for kind in ("temaer", "dokumenter"):
            page.goto(urljoin(url, kind))
            page.locator("main a[href]").filter(visible=True).first.click()
        page.goto(urljoin(url, f"?{language}"))
        page.locator(BOX).fill(question)
        page.locator(BOX).press("Enter")
        with context.expect_page() as document:
            page.locator(f"{ANSWER} a.mark").first.click()
        document.value.wait_for_load_state()
    keys = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    context.close()
    return hosts, sorted(keys)


def _host(url: str, local: set[str]) -> list[str]:
    parts = urlsplit(url)
    return [] if parts.scheme in local else [parts.netloc]


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def _opened_told(ours: Times, empty: Times) -> None:
    print("| usable after | ours, median | empty Gradio page | ratio |\n| --- | --- | --- | --- |")
    for name in ("cold", "warm"):
        mine, theirs = (statistics.median(getattr(one, name)) for one in (ours, empty))
        ratio = mine / theirs
        print(f"| {name} ({len(ours.cold)}) | {mine:.0f} ms | {theirs:.0f} ms | {ratio:.2f} |")


def _talks_told(talks: Sequence[tuple[list[float], set[str]]]) -> None:
    print("\n| answer painted | median | p95 | slowest |\n| --- | --- | --- | --- |")
    first = [times[0] for times, _ in talks]
    later = [time for times, _ in talks for time in times[1:]]
    for name, took in (("first question", first), ("later ones", later)):
        p50, p95, most = statistics.median(took), _p95(took), max(took)
        print(f"| {name} ({len(took)}) | {p50:.0f} ms | {p95:.0f} ms | {most:.0f} ms |")
    held = set[str]().union(*(held for _, held in talks))
    print(f"\nOf the talk the browser keeps: {held or 'nothing'}")


def _walk_told(hosts: Counter[str], keys: Sequence[str]) -> None:
    print(f"Requests of a whole walk: {dict(hosts)}")
    print(f"Keys in the browser's storage: {', '.join(keys) or 'none'}")


def _talks(questions: Sequence[str], runs: int) -> list[list[str]]:
    around = itertools.cycle(questions)
    return [list(itertools.islice(around, IN_A_TALK)) for _ in range(runs)]


def main() -> None:
    """Print what was measured, as Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url")
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--questions", type=Path, default=Path("tests/questions.jsonl"))
    given = parser.parse_args()
    url = f"{given.url.rstrip('/')}/"
    questions = [one.question for one in load(given.questions) if one.answerable]
    with sync_playwright() as playwright, empty_page() as empty:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        _opened_told(*opened(browser, url, empty, given.runs))
        _talks_told([talk(browser, url, one) for one in _talks(questions, given.runs)])
        _walk_told(*walk(browser, url, questions[0]))
        browser.close()


if __name__ == "__main__":
    main()
