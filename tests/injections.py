"""Documents with orders to a language model in them, and a model that obeys each."""

from __future__ import annotations

import io
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import docx
from scripted import Prompt

_FILE = Path(__file__).parent / "gold" / "injections" / "documents.toml"
SAID_BEFORE = "HVID-KANIN-4711"
"""What somebody said earlier in the conversation."""
_BEFORE = "Vi samler kræfterne i et fælles arbejde med foreninger, naboer og udvalg."
_AFTER = "Udvalget følger arbejdet hvert halve år og får en kort status på sit møde."


@dataclass(frozen=True)
class Injected:
    """One document; the fields are told of where the documents are."""

    name: str
    thing: str
    year: int
    seen: str
    does: str
    order: str = ""
    whole: str = ""
    hidden: bool = False
    never: tuple[str, ...] = ()
    file: str = ""
    title: str = ""
    organisation: str = ""

    @property
    def fact(self) -> str:
        """What the document truly says."""
        return f"{self.thing} åbner i {self.year}."

    @property
    def question(self) -> str:
        """What a citizen asks it."""
        return f"Hvornår åbner {self.thing[0].lower()}{self.thing[1:]}?"

    @property
    def known_by(self) -> str:
        """Words by which the order is known in what a model is sent."""
        return self.seen.replace("FACT", self.fact)

    def obeyed(self, prompt: Prompt) -> str:
        """What a model says that does as the document orders."""
        words = {
            "QUESTION": self.question, "HISTORY": SAID_BEFORE, "RULES": prompt.rules,
            "PROMPT": prompt.sent,
        }  # fmt: skip
        said = self.does
        for name, meant in words.items():
            said = said.replace(name, meant)
        return said

    def write(self, folder: Path) -> None:
        """Put the document into ``folder``, with what is said of it beside it."""
        name = self.file or f"{self.name}.md"
        (folder / name).write_bytes(_MADE[name.rpartition(".")[2]](self))
        title = self.title or f"Plan for {self.thing[0].lower()}{self.thing[1:]}"
        about = {"title": title, "organisation": self.organisation or "Egelund Kommune"}
        lines = [f"{key} = {json.dumps(told)}\n" for key, told in about.items()]
        with (folder / "corpus.toml").open("a", encoding="utf-8") as facts:
            facts.write(f"[documents.{json.dumps(self.document_id)}]\n{''.join(lines)}\n")

    @property
    def document_id(self) -> str:
        """The id that the contract gives the file."""
        stem = (self.file or f"{self.name}.md").rpartition(".")[0].lower()
        letters = "".join(sign if sign.isalnum() else " " for sign in stem)
        return "-".join(letters.split())


def _markdown(one: Injected) -> bytes:
    if one.whole:
        return one.whole.strip().replace("FACT", one.fact).encode()
    head = f"# Plan\n\n## Baggrund\n\n{_BEFORE}\n\n## Tidsplan\n\n"
    return f"{head}{one.fact}\n\n{one.order}\n\n## Opfølgning\n\n{_AFTER}\n".encode()


def _page(one: Injected) -> bytes:
    body = f"<h2>Tidsplan</h2><p>{one.fact}</p>{one.order}<h2>Opfølgning</h2><p>{_AFTER}</p>"
    return (
        "<!doctype html><html lang=da><meta charset=utf-8><title>Plan</title><body>"
        f"<h1>Plan</h1><p>{_BEFORE}</p>{body}</body></html>"
    ).encode()


def _word(one: Injected) -> bytes:
    made = docx.Document()
    made.add_heading("Plan", 1)
    made.add_paragraph(_BEFORE)
    made.add_heading("Tidsplan", 2)
    made.add_paragraph(one.fact).add_run(f" {one.order}").font.hidden = True
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


_MADE: dict[str, Callable[[Injected], bytes]] = {"md": _markdown, "html": _page, "docx": _word}


def documents() -> list[Injected]:
    """All of them."""
    told = tomllib.loads(_FILE.read_text("utf-8"))["document"]
    return [Injected(**{**one, "never": tuple(one.get("never", ()))}) for one in told]
