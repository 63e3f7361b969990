"""The rival that is built with LlamaIndex: its splitter and its index as they come.

As its folder reader does, each piece is embedded with the path of its file before it.
"""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.embeddings import Embeddings
from llama_index.core import Document, VectorStoreIndex
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from llama_index.core.node_parser import SentenceSplitter

from bench.quality.rivals import Hit
from bench.quality.sets import Paper

_TOKENS, _OVERLAP = 1024, 200


class _SameModel(BaseEmbedding):
    """The embeddings of all other rivals, for LlamaIndex."""

    _embeddings: Embeddings = PrivateAttr()

    def __init__(self, embeddings: Embeddings) -> None:
        super().__init__()
        self._embeddings = embeddings

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._embeddings.embed_query(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_query_embedding(query)

    def _get_text_embedding(self, text: str) -> list[float]:
        return self._get_text_embeddings([text])[0]

    def _get_text_embeddings(self, texts: list[str]) -> list[list[float]]:
        return self._embeddings.embed_documents(texts)


class LlamaIndex:
    """A vector index in memory."""

    def __init__(self, name: str, papers: Sequence[Paper], embeddings: Embeddings) -> None:
        self.name = name
        self._index = VectorStoreIndex.from_documents(
            [_document(paper) for paper in papers],
            embed_model=_SameModel(embeddings),
            transformations=[SentenceSplitter(chunk_size=_TOKENS, chunk_overlap=_OVERLAP)],
        )

    def search(self, query: str, limit: int) -> list[Hit]:
        """By similarity."""
        found = self._index.as_retriever(similarity_top_k=limit).retrieve(query)
        return [(one.node.ref_doc_id or "", one.node.get_content()) for one in found]


def _document(paper: Paper) -> Document:
    known = {"file_path": paper.file} if paper.file else {}
    return Document(text=paper.text, doc_id=paper.id, metadata=known)
