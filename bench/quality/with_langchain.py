"""The rivals that are built with LangChain: dense, dense and lexical, and lexical alone.

The pieces of all three are those of its recursive splitter, in the size that its guides use.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter
from rank_bm25 import BM25Okapi

from bench.quality.rivals import Hit
from bench.quality.sets import Paper

_SIZE, _OVERLAP = 1000, 200
_SOURCE = "source"


def pieces(papers: Sequence[Paper]) -> list[Document]:
    """The papers cut into pieces of at most a thousand characters."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=_SIZE, chunk_overlap=_OVERLAP)
    whole = [Document(paper.text, metadata={_SOURCE: paper.id}) for paper in papers]
    return splitter.split_documents(whole)


class Dense:
    """Chroma in memory, with its defaults."""

    def __init__(self, name: str, papers: Sequence[Paper], embeddings: Embeddings) -> None:
        self.name = name
        self.pieces = pieces(papers)
        # Collections in memory are one process's: a name of its own keeps each set to itself.
        self.store = Chroma.from_documents(
            self.pieces, embeddings, collection_name=f"rival-{uuid.uuid4().hex}",
            client_settings=Settings(anonymized_telemetry=False),
        )  # fmt: skip

    def search(self, query: str, limit: int) -> list[Hit]:
        """By similarity."""
        return _hits(self.store.similarity_search(query, k=limit))


class Ensemble:
    """Chroma and BM25 with their defaults, ranks fused half and half."""

    def __init__(self, name: str, papers: Sequence[Paper], embeddings: Embeddings) -> None:
        self.name = name
        self._dense = Dense(name, papers, embeddings)
        self._lexical = BM25Retriever.from_documents(self._dense.pieces)

    def search(self, query: str, limit: int) -> list[Hit]:
        """Of ``limit`` from each half, the best."""
        self._lexical.k = limit
        dense = self._dense.store.as_retriever(search_kwargs={"k": limit})
        both = EnsembleRetriever(retrievers=[self._lexical, dense], weights=[0.5, 0.5])
        return _hits(both.invoke(query))[:limit]


class PlainBM25:
    """BM25 with its defaults over words in small letters."""

    def __init__(self, name: str, papers: Sequence[Paper], embeddings: Embeddings) -> None:
        del embeddings
        self.name = name
        self._hits = _hits(pieces(papers))
        self._ranking = BM25Okapi([_words(text) for _, text in self._hits])

    def search(self, query: str, limit: int) -> list[Hit]:
        """By shared words."""
        found: list[Hit] = self._ranking.get_top_n(_words(query), self._hits, n=limit)
        return found


def _hits(found: Sequence[Document]) -> list[Hit]:
    return [(piece.metadata[_SOURCE], piece.page_content) for piece in found]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
