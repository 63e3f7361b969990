"""The index as a LangChain retriever, for chains of one's own."""

from __future__ import annotations

from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables.config import run_in_executor
from pydantic import ConfigDict, Field

from assistant.asking import Asked, Assistant
from assistant.question import Turn
from assistant.retrieval import Found
from assistant.scope import Filters


class StrategiRetriever(BaseRetriever):
    """Hybrid search over an open index; ``k`` documents a query, best first.

    ``filters`` narrow every query. A call may have ``k``, ``filters`` and ``history`` of its own:
    ``retriever.invoke("Hvem?", k=3, filters=Filters(years=(2022,)))``. Asynchronous calls run in a
    thread.

    ``id`` of a document names its passage, ``page_content`` is the passage and ``metadata`` its
    place: ``document_id``, ``title``, ``organisation``, ``section``, ``page``, ``start``, ``end``
    and ``score``.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = Field(default=10, ge=1, le=100)
    filters: Filters = Filters()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,
        k: int | None = None,
        filters: Filters | None = None,
        history: tuple[Turn, ...] = (),
    ) -> list[Document]:
        del run_manager
        asked = Asked(query, history, filters=self.filters if filters is None else filters)
        limit = self.k if k is None else k
        return [_document(found) for found in self.assistant.search(asked, limit)]

    # The inherited one takes no arguments but the query.
    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,
        **given: Any,  # noqa: ANN401 - as above
    ) -> list[Document]:
        manager = run_manager.get_sync()
        return await run_in_executor(
            None, self._get_relevant_documents, query, run_manager=manager, **given
        )


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
