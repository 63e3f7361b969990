"""What somebody has put right about documents of folders, whose ``corpus.toml`` is the owner's own.

One file beside the index, which no reading of a folder touches; what it tells of a document comes
before what the folder tells.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from ingest import files
from ingest.errors import Refused

FOLDER = "corrections"
# One for all: an id is as long as a file's name may be, and would be none with an ending more.
_FILE = "documents.json"


class Corrections:
    """The corrections kept in a data folder; whoever changes them holds its lock."""

    def __init__(self, data: Path) -> None:
        self._path = data / FOLDER / _FILE

    def all(self) -> dict[str, dict[str, str]]:
        """What was put right, by document id; only what is not empty.

        Raises:
            Refused: the file cannot be opened, or is not as it was written.
        """
        try:
            loaded = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(name): _told(table) for name, table in loaded.items()}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Refused(
                str(self._path),
                f"Rettelserne kan ikke åbnes ({error.strerror}).",
                "Se på stien og rettighederne.",
            ) from error
        except (ValueError, TypeError, AttributeError) as error:
            raise Refused(
                str(self._path),
                "Rettelserne kan ikke læses.",
                "Ret filen, eller slet den; så gælder mappens egne oplysninger.",
            ) from error

    def over(self, told: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
        """What a folder has ``told`` of each document, with the corrections over it.

        Raises:
            Refused: the corrections cannot be read.
        """
        corrected = self.all()
        return {
            name: {**told.get(name, {}), **corrected.get(name, {})}
            for name in {**told, **corrected}
        }

    def keep_note(self, document_id: str, table: Mapping[str, str]) -> None:
        """Have ``table`` be all that is put right of a document.

        Raises:
            Refused: the corrections cannot be read, and are not lost for it.
        """
        every = self.all()
        filled = {key: value for key, value in table.items() if value}
        if every.pop(document_id, {}) == filled:
            return
        if filled:
            every[document_id] = filled
        self._path.parent.mkdir(exist_ok=True)
        told = json.dumps(every, ensure_ascii=False, indent=1, sort_keys=True)
        files.replace_file(self._path, told.encode())

    def drop(self, document_id: str) -> None:
        """Forget what was put right of a document that goes.

        Raises:
            Refused: the corrections cannot be read.
        """
        self.keep_note(document_id, {})


def _told(table: Mapping[str, object]) -> dict[str, str]:
    return {str(key): str(value) for key, value in table.items() if value}
