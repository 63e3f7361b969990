"""What a user would pick instead, each behind one small interface and left as it comes.

Their packages are no dependencies of the product: requirements.txt beside this file names them.
A rival without its package is told of and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Protocol

from langchain_core.embeddings import Embeddings

from bench.quality.sets import Paper

Hit = tuple[str, str]
"""A document's id and the text of what was found in it."""
NAMES = {
    "LangChain, Chroma": ("with_langchain", "Dense"),
    "LangChain, Chroma and BM25": ("with_langchain", "Ensemble"),
    "LlamaIndex": ("with_llamaindex", "LlamaIndex"),
    "BM25": ("with_langchain", "PlainBM25"),
}
"""Each rival's name, and the module and class beside this file that build it."""


class Rival(Protocol):
    """A retriever over the papers that it was built from."""

    name: str

    def search(self, query: str, limit: int) -> list[Hit]:
        """The ``limit`` best pieces, best first."""


Maker = Callable[[str, Sequence[Paper], Embeddings], Rival]


class PackageMissing(Exception):
    """A rival cannot be built, because a package of its is not installed."""


def build(name: str, papers: Sequence[Paper], embeddings: Embeddings) -> Rival:
    """The rival called ``name``, one of ``NAMES``, over ``papers``.

    Raises:
        PackageMissing: a package is not installed; it is named.
    """
    module, kind = NAMES[name]
    try:
        maker: Maker = getattr(import_module(f"bench.quality.{module}"), kind)
        return maker(name, papers, embeddings)
    except ModuleNotFoundError as error:
        raise PackageMissing(f"{name}: the package {error.name!r} is not installed") from error
