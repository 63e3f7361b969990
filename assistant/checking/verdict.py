"""What is found of a statement."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """``missing`` says in short Danish phrases what no quote carries: 'tallet "43"', 'indholdet'.

    It is empty where the statement is ``carried``.
    """

    carried: bool
    missing: tuple[str, ...] = ()
