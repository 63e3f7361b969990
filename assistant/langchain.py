"""The index as a LangChain retriever, for chains of one's own."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.asking import Asked, Assistant
from assistant.retrieval import Found


class StrategiRetriever(BaseRetriever):
    """Hybrid search over an open index; ``k`` documents a query, best first.

    ``page_content`` is the passage, ``metadata`` its place: ``document_id``, ``title``,
    ``organisation``, ``section``, ``page``, ``start``, ``end`` and ``score``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        del run_manager
        return [_document(found) for found in self.assistant.search(Asked(query), self.k)]


def _document(found: Found) -> Document:
    hit = found.hit
    return Document(
        page_content=hit.text,
        id=hit.id,
        metadata={
            "document_id": hit.document_id, "title": hit.metadata.title,
            "organisation": hit.metadata.organisation, "section": list(hit.path),
            "page": hit.page, "start": hit.start, "end": hit.end, "score": found.score,
        },
    )  # fmt: skip
