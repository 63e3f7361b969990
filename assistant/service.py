"""Everything that a running assistant consists of, opened and closed as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.answering import Answering
from assistant.asking import Assistant
from assistant.comparing import Comparing
from assistant.composing.composer import Composer
from assistant.drafting import Drafting
from assistant.generation.generating import Generating
from assistant.generation.redrafting import Redrafting
from assistant.generation.support import Support
from assistant.library import Library
from assistant.strategy import Strategy
from ingest.embedder import LocalEmbedder
from ingest.embedder import Progress as Unpacking
from ingest.errors import IndexUnusable
from ingest.index import Index
from ingest.settings import Settings

if TYPE_CHECKING:
    from assistant.generation.model import LanguageModel

_WARM_UP = "Hvad handler dokumenterne om?"


@dataclass
class Service:
    """An open index with its assistant and library; a context manager.

    Raises:
        FolderHeld: another process has the data folder.
    """

    settings: Settings
    index: Index
    assistant: Assistant
    library: Library
    model: LanguageModel | None = None
    warm: bool = False
    drafting: Drafting = field(init=False)
    answering: Answering = field(init=False)

    @classmethod
    def open(cls, settings: Settings, unpacking: Unpacking | None = None) -> Service:
        """Open the data folder that ``settings`` name, and their language model.

        Raises:
            SettingsError: the model cannot be had.
        """
        model = _model(settings)
        index = Index(settings.data, LocalEmbedder(settings, unpacking))
        assistant = Assistant(index, settings.organisation)
        return cls(settings, index, assistant, Library(index, settings.corpus), model)

    @cached_property
    def strategy(self) -> Strategy:
        """Themes and timetable."""
        return Strategy(self.index)

    @cached_property
    def comparing(self) -> Comparing:
        """Topics and editions side by side."""
        return Comparing(self.index, self.assistant, self.strategy)

    def __post_init__(self) -> None:
        self.answering = Answering(self.assistant, self._generating())
        # At once: its locks must be the same for all threads.
        composer = Composer(self.index, self.strategy, self.settings.organisation)
        self.drafting = Drafting(self.index, composer, self.assistant, self.settings)
        if self.model:
            self.drafting.redraft = Redrafting(self.model, self._marks).redrafted

    @property
    def _marks(self) -> bool:
        return self.settings.llm_unsupported == "mark"

    def _generating(self) -> Generating | None:
        """Answers by the language model, where there is one."""
        if self.model is None:
            return None
        home = self.settings.organisation
        supports = Support(self.index.embedder).score
        return Generating(
            self.assistant, self.index, self.model, supports, home, self._marks
        )  # fmt: skip

    def __enter__(self) -> Service:
        return self

    def __exit__(self, *_: object) -> None:
        if self.model:
            self.model.close()
        self.library.close()
        self.index.close()

    def warm_up(self) -> None:
        """Load the model, so that the first question does not wait for it.

        Raises:
            IndexUnusable: no question could be answered, or the model cannot be loaded.
        """
        if self.index.unusable:
            raise IndexUnusable(self.index.unusable)
        self.index.embedder.embed_query(_WARM_UP)
        self.warm = True

    def unready(self) -> str:
        """Why questions cannot be answered now, or ""."""
        if self.index.unusable:
            return self.index.unusable
        if not self.warm:
            return "Modellen er ved at blive indlæst. Prøv igen om lidt."
        if not self.library.entries():
            return "Der er ingen dokumenter endnu. Læg filer i mappen, og kør 'strategi ingest'."
        return ""


def _model(settings: Settings) -> LanguageModel | None:
    if not settings.llm:
        return None
    from assistant.generation.model import LanguageModel  # noqa: PLC0415 - takes a second

    return LanguageModel.open(settings)
