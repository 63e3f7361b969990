"""Whether a statement is carried by its quotes: gold by kind, properties, cases, real papers.

`gold/statements.jsonl` was written before the check was tuned, in our own words. Of each kind every
other line was tuned on, of the last four kinds (sentences edited after they were cited) all. Lines
that are marked "after tuning" were written when the check was done, and nothing was changed for
them. Those "for whole passages" are of ``corpus/``, quote a passage as a model is given it, and
were written in four rounds, each before the check had seen it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import CORPUS
from hashed import HashedEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.checking import check
from assistant.checking.windows import likeliest
from assistant.generation.support import Support
from assistant.service import Service
from ingest import bundled, readers, sentences

GOLD = Path(__file__).parent / "gold" / "statements.jsonl"
LEAST = {
    "verbatim": 1.0,
    "shortened": 0.97,
    "reworded": 0.9,
    "two quotes": 0.9,
    "english": 0.85,
    "swapped number": 0.97,
    "swapped date": 0.97,
    "swapped name": 0.95,
    "other passage": 0.95,
    "negation": 0.95,
    "invented cause": 0.95,
    "added detail": 0.85,
    "stronger claim": 0.9,
    "changed verb": 0.95,
    "changed time": 0.95,
    "changed bound": 0.95,
    "nearly the same": 0.9,
}
"""The share that is judged right of each kind at least, in either half a tenth less."""
CARRIED = ("verbatim", "shortened", "reworded", "two quotes", "english", "nearly the same")


def gold(written: str = "") -> list[Any]:
    """The gold that is marked so; without a mark what was written first."""
    entries = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]
    return [one for one in entries if one.get("written", "") == written]


def halves() -> dict[str, dict[str, list[Any]]]:
    """The gold by kind, every other line of a kind in the other half."""
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: {"tuning": [], "held_out": []})
    for entry in gold():
        half = found[entry["kind"]]
        first = len(half["tuning"]) == len(half["held_out"])
        half["tuning" if first else "held_out"].append(entry)
    return found


def right(entries: Sequence[Any]) -> list[bool]:
    """Which of the entries are judged as they are marked."""
    return [
        check(one["statement"], one["quotes"], beside=one.get("beside", ())).carried
        == one["carried"]
        for one in entries
    ]


def share(judged: Sequence[bool]) -> float:
    return sum(judged) / len(judged)


@pytest.mark.parametrize("kind", LEAST)
def test_the_gold_is_judged_right_by_kind(kind: str) -> None:
    """In all as measured, and in neither half far below."""
    both = halves()[kind]
    tuning, held_out = right(both["tuning"]), right(both["held_out"])
    assert share([*tuning, *held_out]) >= LEAST[kind]
    assert min(share(tuning), share(held_out)) >= LEAST[kind] - 0.1


def test_few_true_statements_are_lost_and_few_corrupted_kept() -> None:
    """Of what the tuning never saw: nineteen in twenty each, roughly."""
    held_out = {kind: right(both["held_out"]) for kind, both in halves().items()}
    true = [one for kind in CARRIED for one in held_out[kind]]
    corrupted = [one for kind, judged in held_out.items() if kind not in CARRIED for one in judged]
    assert (share(true) >= 0.94, share(corrupted) >= 0.94) == (True, True)


def test_what_was_written_after_tuning_is_judged_nearly_as_well() -> None:
    """Eighty lines that no word list or threshold has seen."""
    entries = gold("after tuning")
    judged = list(zip(entries, right(entries), strict=True))
    assert len(judged) == 80
    assert share([good for one, good in judged if one["carried"]]) >= 0.9
    assert share([good for one, good in judged if not one["carried"]]) >= 0.9


WHOLE = {
    "reworded": 0.88,
    "english": 0.8,
    "swapped number": 1.0,
    "swapped date": 1.0,
    "swapped name": 0.95,
    "other passage": 0.95,
    "negation": 1.0,
    "invented cause": 1.0,
    "exchanged number": 0.85,
    "exchanged date": 0.8,
    "exchanged name": 0.3,
}
"""As measured with whole passages. An exchanged figure or name stands elsewhere in its passage."""


@pytest.mark.parametrize("kind", WHOLE)
def test_whole_passages_carry_what_they_say_and_little_else(kind: str) -> None:
    """By words alone: what a model says of a passage of a thousand characters."""
    entries = [one for one in gold("for whole passages") if one["kind"] == kind]
    assert len(entries) >= 13
    assert share(right(entries)) >= WHOLE[kind]


def test_an_embedder_keeps_what_is_true_and_lets_nothing_else_in(service: Service) -> None:
    """The last of the four rounds, with the bundled model."""
    support = Support(service.index.embedder)
    entries = [one for one in gold("for whole passages") if one["round"] == 4]
    kept = [
        check(
            one["statement"],
            one["quotes"],
            beside=one["beside"],
            support=support.score(one["statement"], one["quotes"]),
        ).carried
        for one in entries
    ]
    judged = list(zip(entries, kept, strict=True))
    assert share([carried for one, carried in judged if one["carried"]]) >= 0.95
    assert share([not carried for one, carried in judged if not one["carried"]]) >= 0.8


def test_the_gold_is_balanced_and_marked_as_its_kind_says() -> None:
    """Twenty of each kind at least, and a carried one is of a kind that is."""
    for kind, both in halves().items():
        entries = [*both["tuning"], *both["held_out"]]
        assert len(entries) >= 20
        assert all(one["carried"] == (kind in CARRIED) for one in entries)


# -- what must hold of any text -------------------------------------------------------------------

TEXT = st.text(
    alphabet=st.sampled_from("abcæøå ABÆ 0123 .,:;!?-–»«\"'()%\n\t\u00ad\u00a0¹²/&é\u0301"),
    max_size=200,
) | st.text(max_size=120)


@given(TEXT, st.data())
@settings(deadline=None)
def test_whole_sentences_of_a_quote_are_carried_by_it(text: str, data: st.DataObject) -> None:
    """Whatever they say: no rule may flag what stands there word for word."""
    spans = list(sentences.spans(text))
    if not spans:
        return
    first = data.draw(st.integers(0, len(spans) - 1))
    last = data.draw(st.integers(first, len(spans) - 1))
    assert check(text[spans[first][0] : spans[last][1]], [text]).missing == ()


@given(TEXT, st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=2))
@settings(deadline=None)
def test_any_text_is_judged(statement: str, quotes: list[str], beside: list[str]) -> None:
    """No text breaks it, and what is not carried says what is missing."""
    verdict = check(statement, quotes, beside=beside)
    assert verdict.carried == (not verdict.missing)
    assert len(set(verdict.missing)) == len(verdict.missing)


@given(st.integers(2, 10**9), st.integers(2, 10**9))
@settings(deadline=None)
def test_another_number_is_never_carried(one: int, other: int) -> None:
    """With thousands apart or not."""
    quote = f"Indsatsen kostede {one:,} kroner.".replace(",", ".")
    verdict = check(f"Indsatsen kostede {other} kroner i alt.", [quote])
    assert (f'tallet "{other} kroner"' in verdict.missing) == (one != other)


# -- single cases ---------------------------------------------------------------------------------

AMOUNT = "Rådet gav 1.250.000 kr. til klubben, og 12 pct. af pengene gik til ture."


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Rådet gav klubben 1,25 mio. kr.", AMOUNT),
        ("The council gave the club DKK 1.25 million.", AMOUNT),
        ("12 % af pengene gik til ture.", AMOUNT),
        ("Tolv procent af pengene gik til ture.", AMOUNT),
        ("Holdet har 2 ledere.", "Holdet har to ledere og en kok."),
        ("Holdet mødes hver 6. uge.", "Holdet mødes hver sjette uge i klubben."),
        ("Kurset varer 10-15 timer.", "Kurset varer mellem 10 og 15 timer."),
        ("Der er seksogtyve pladser i huset.", "Der er 26 pladser i huset i dag."),
        ("Planen begynder i maj 2024.", "Planen begynder den 7. maj 2024 i huset."),
        ("Planen begynder i 2. kvartal 2024.", "Planen begynder den 7. maj 2024 i huset."),
        ("The plan begins in May 2024.", "Planen begynder 7/5-2024."),
        ("Reglen står i afsnit 2.1.2.", "Reglen står i afsnit 2.1.2 om tilsyn."),
        ("Havbys klub er åben.", "Klubben i Havby er åben hver dag."),
        ("Familie-afdelingen lukker tidligt.", "Familieafdelingen lukker tidligt om fredagen."),
        ("Der er ingen ventetid på klubben.", "Der er ikke ventetid på klubben nu."),
        ("Der er færre børn i klubben.", "Børnene i klubben er ikke blevet flere, men færre."),
    ],
)
def test_other_writing_of_the_same_is_carried(statement: str, quote: str) -> None:
    assert check(statement, [quote]).missing == ()


@pytest.mark.parametrize(
    ("statement", "quote", "missing"),
    [
        ("Klubben har 43 børn.", "Klubben har 34 børn.", 'tallet "43"'),
        ("Klubben fik 2 mia. kr.", "Klubben fik 2 mio. kr.", 'tallet "2 mia. kr"'),
        ("To klubber fik seks ledere.", "Seks klubber fik to ledere.", 'tallet "To"'),
        ("Reglen står i afsnit 2.1.3.", "Reglen står i afsnit 2.1.2.", 'tallet "2.1.3"'),
        ("Klubben åbner den 7. maj 2024.", "Klubben åbner i maj 2024.", 'datoen "7. maj 2024"'),
        ("Klubben åbner i maj 2025.", "Klubben åbner i maj 2024.", 'datoen "maj 2025"'),
        ("Klubben åbner om mandagen.", "Klubben åbner om tirsdagen.", 'dagen "mandagen"'),
        ("Her bor Ane Holt.", "Her bor Ane Krog.", 'navnet "Ane Holt"'),
        ("Sagen ligger hos PPR.", "Sagen ligger hos CPP.", 'navnet "PPR"'),
        ("Klubben lukker ikke.", "Klubben lukker til sommer.", 'benægtelsen "ikke"'),
        ("Klubben er lukket.", "Klubben er ikke lukket.", 'sætningen uden "ikke"'),
        ("Prisen på ture stiger.", "Prisen på ture falder.", 'modsætningen "stiger"'),
        ("Klubben flytter, fordi taget er utæt.", "Klubben flytter.", 'årsagen "fordi"'),
        ("Alle børn får mad.", "Mange børn får mad.", 'ordet "alle"'),
        (
            "Klubben får en ny leder.",
            "Klubben får måske en ny leder.",
            'sætningen uden forbeholdet "måske"',
        ),
        ("Borgmesteren åbnede klubben.", "Byrådet åbnede klubben.", 'navnet "Borgmesteren"'),
        ("Vejen til havnen bliver asfalteret.", "Klubben har mange børn.", "indholdet"),
    ],
)
def test_what_no_quote_carries_is_named(statement: str, quote: str, missing: str) -> None:
    assert missing in check(statement, [quote]).missing


BEGUN = "Forløbet for nye fædre begyndte i august 2025 i Nordbyen."
HIRED = "En faglig leder er ansat i familieteamet pr. 1. februar 2026."
BOTH = "Kommunen har søgt om støtte og vil udvide huset i Havby i 2027."


@pytest.mark.parametrize(
    ("statement", "quote", "missing"),
    [
        (BEGUN.replace("begyndte", "blev aflyst"), BEGUN, ('ordet "aflyst"',)),
        (BEGUN.replace("begyndte", "mislykkedes"), BEGUN, ('ordet "mislykkedes"',)),
        (BEGUN.replace("begyndte", "begynder"), BEGUN, ("at det er planlagt",)),
        (HIRED.replace("er ansat", "er opsagt"), HIRED, ('ordet "opsagt"',)),
        (HIRED.replace("er ansat", "er fratrådt"), HIRED, ('ordet "fratrådt"',)),
        (HIRED.replace("er ansat", "ansættes"), HIRED, ("at det er planlagt",)),
        ("Kommunen har fået støtte.", "Kommunen har søgt støtte.", ('ordet "fået"',)),
        ("Kommunen har udvidet huset i Havby i 2027.", BOTH, ("at det er sket",)),
        (
            "Der er lavet en folder om leg.",
            "Teamet er i gang med at lave en folder om leg.",
            ("at det er sket",),
        ),
        (
            "Reglen gælder frem til 1. halvår 2026.",
            "Reglen gælder fra 1. halvår 2026.",
            ('tiden "frem til 1. halvår 2026"',),
        ),
    ],
)
def test_a_sentence_edited_into_another_is_not_carried(
    statement: str, quote: str, missing: tuple[str, ...]
) -> None:
    """By one word, by its time, or by what its date limits: that alone is named."""
    assert check(statement, [quote]).missing == missing


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        (BEGUN.replace("begyndte", "gik i gang"), BEGUN),
        ("I Nordbyen er forløbet for nye fædre startet.", BEGUN),
        ("Familieteamet har ansat en faglig leder.", HIRED),
        ("Kommunen vil udvide huset i Havby i 2027.", BOTH),
        ("Kommunen har søgt om støtte.", BOTH),
        ("Huset udvides i 2027.", "Byrådet besluttede at udvide huset i 2027."),
        ("Prisen på ture er bragt ned.", "Prisen på ture er nedbragt."),
        ("Huset åbner inden den 1. maj 2026.", "Huset åbner senest den 1. maj 2026."),
        ("Reglen gælder indtil maj 2026.", "Reglen gælder frem til maj 2026."),
    ],
)
def test_a_sentence_that_says_the_same_of_the_same_time_is_carried(
    statement: str, quote: str
) -> None:
    """Voice, inflection, word order, what is left out, a word that says the same."""
    assert check(statement, [quote]).missing == ()


ROW = (
    "Tiltag: Ledelse.\nStatus: En skolechef er ansat pr. 1. marts 2025. En havnechef er ansat pr."
    " 1. august 2025, og kontoret i Havby lukker i maj 2026."
)
COUNTED = (
    "- Huset fik 68 henvendelser i 2025.\n- Huset fik 54 henvendelser i 2024.\n"
    "- Af gæsterne er 75 % børn, og 25 % er voksne fra andre byer."
)


@pytest.mark.parametrize(
    ("statement", "quote", "missing"),
    [
        ("En skolechef er ansat pr. 1. august 2025.", ROW, 'datoen "1. august 2025"'),
        ("En havnechef blev ansat i maj 2026.", ROW, 'datoen "maj 2026"'),
        ("Huset fik 54 henvendelser i 2025.", COUNTED, 'tallet "54"'),
        ("Af gæsterne er 25 % børn.", COUNTED, 'tallet "25 %"'),
    ],
)
def test_a_figure_that_a_passage_gives_something_else_is_not_carried(
    statement: str, quote: str, missing: str
) -> None:
    """It stands there, in another sentence or another part of the same."""
    assert missing in check(statement, [quote]).missing


@pytest.mark.parametrize(
    ("statement", "quote"),
    [
        ("Skolechefen blev ansat pr. 1. marts 2025, og kontoret lukker i maj 2026.", ROW),
        ("Havnechefen kom til pr. 1. august 2025.", ROW),
        ("Huset fik 68 henvendelser i 2025 mod 54 i 2024.", COUNTED),
        ("75 % af gæsterne er børn, og 25 % er voksne.", COUNTED),
    ],
)
def test_figures_of_a_passage_may_be_told_together(statement: str, quote: str) -> None:
    assert check(statement, [quote]).missing == ()


def test_a_cause_that_a_passage_gives_something_else_is_not_carried() -> None:
    """Nor is "all" where it is said of others."""
    far = "Kurset er flyttet. Det varer to dage. Det holdes i Havby. "
    quote = f"{far}Der er mad. Broen lukkes, fordi alle pæle er rådne."
    assert not check("Kurset er flyttet, fordi det varer to dage.", [quote]).carried
    assert 'ordet "alle"' in check("Alle kurser er flyttet.", [quote]).missing


def test_the_parts_of_a_passage_that_say_most_come_first() -> None:
    """A sentence before two, two where the statement is of both; English of Danish as well."""
    text = "Huset har en have. Klubben åbner i maj. Den rummer tolv børn.\nPrisen er lav."
    assert likeliest("Klubben er åben fra maj.", [text], 1) == ["Klubben åbner i maj."]
    assert likeliest("I maj åbner klubben, som rummer børn.", [text], 1) == [
        "Klubben åbner i maj. Den rummer tolv børn."
    ]
    assert likeliest("The club opens in May.", ["Prisen er lav.", text], 1) == [
        "Klubben åbner i maj."
    ]
    assert likeliest("Klubben er åben.", [], 4) == []


class _Bundled(HashedEmbedder):
    """Counts as the embedder of the tests does, and goes by the bundled model's name."""

    @property
    def fingerprint(self) -> str:
        return f"{bundled.MODEL_NAME}@1"


def test_support_is_of_the_bundled_model_alone_and_embeds_nothing_twice() -> None:
    """Another model's scores would be read on a scale that is not theirs."""
    quotes = ["Klubben åbner i maj. Huset har en have."]
    assert Support(HashedEmbedder()).score("Klubben åbner i maj.", quotes) is None
    embedder = _Bundled()
    support = Support(embedder)
    assert support.score("Klubben åbner i maj.", quotes) == pytest.approx(1)
    assert support.score("Klubben åbner.", []) is None
    first = embedder.embedded
    support.score("Huset har en stor have.", quotes)
    assert embedder.embedded == first + 1


def test_what_is_beside_the_quotes_may_be_named() -> None:
    """A document's title and its organisation need not stand in its text."""
    statement = "Ifølge Børneplan 2030 får Tranum Kommune en ny klub."
    quotes = ["Kommunen får en ny klub."]
    assert not check(statement, quotes).carried
    assert check(statement, quotes, beside=["Børneplan 2030", "Tranum Kommune"]).carried


def test_an_ordinary_word_that_opens_a_sentence_is_no_name() -> None:
    """Danish writes a capital there whatever the word is."""
    quote = "Klubben holder åbent i weekenden. Forældrene hjælper til i køkkenet."
    assert check("Weekenden er åben i klubben. Køkkenet får hjælp af forældrene.", [quote]).carried


def test_a_number_that_is_said_of_something_else_is_not_carried() -> None:
    """Both stand in the quotes, and each is of its own."""
    quotes = ["Klubben i nord har 40 pladser.", "Klubben i syd har 25 pladser."]
    assert check("Klubben i nord har 40 pladser i alt.", quotes).carried
    assert check("Klubben i nord har 25 pladser i alt.", quotes).missing == ('tallet "25"',)


def test_a_support_score_decides_on_content_alone() -> None:
    """High, it lets other words stand, but no other number; low, it lets nothing stand."""
    quote = "Klubben i Havby har 34 pladser."
    other = "I Havby rummer klubben 34 drenge."
    assert not check(other, [quote]).carried
    assert check(other, [quote], support=0.99).carried
    assert not check(other.replace("34", "43"), [quote], support=0.99).carried
    assert not check("Klubben har i dag 34 børn.", [quote], support=0.1).carried


@pytest.mark.parametrize("statement", ["Det er ikke sket endnu.", "Klubben har mange børn."])
def test_nothing_is_carried_by_nothing(statement: str) -> None:
    """Whatever its words are; but what says nothing lacks nothing."""
    assert check(statement, []).missing == ("indholdet",)
    assert check(" – ", []).carried


def test_typography_does_not_matter() -> None:
    """Soft hyphens, marks of notes, quotation marks, list signs, composed letters."""
    quote = "– Projektet »Fælles fod\u00adslag« begynder³\n– Ha\u030andbogen er fær-\ndig⁴"
    assert check('Projektet "Fælles fodslag" begynder. Håndbogen er færdig.', [quote]).carried


# -- papers ---------------------------------------------------------------------------------------


def papers(folder: Path) -> Iterator[str]:
    for path in sorted(folder.iterdir()):
        if path.suffix in {".md", ".txt"} and not path.name.startswith("README"):
            yield readers.read(path.read_bytes(), path.name).text


def judged(text: str) -> Iterator[tuple[bool, bool, bool]]:
    """Each longer sentence by what is around it, cut at its first comma too, and by another."""
    spans = list(sentences.spans(text))
    for at, (start, end) in enumerate(spans):
        said = text[start:end]
        if len(said.split()) < 6:
            continue
        around = text[spans[max(0, at - 3)][0] : spans[min(len(spans) - 1, at + 3)][1]]
        begun = said.split(", ")[0]
        short = begun if len(begun.split()) >= 4 else said
        other = text[slice(*spans[(at + len(spans) // 2) % len(spans)])]
        yield (
            check(said, [around]).carried,
            check(short, [around]).carried,
            check(said, [other]).carried,
        )


def test_sentences_of_our_own_papers_are_carried_by_their_place_alone() -> None:
    """And hardly ever by another sentence of the same paper."""
    found = [one for text in papers(CORPUS) for one in judged(text)]
    assert len(found) > 200
    assert all(whole and short for whole, short, _ in found)
    assert share([other for _, _, other in found]) <= 0.02


def test_sentences_of_the_real_papers_are_carried_by_their_place_alone(shared: Path) -> None:
    """The same where the real papers are at hand."""
    found = [one for text in papers(shared / "corpus") for one in judged(text)]
    assert len(found) > 700
    assert all(whole and short for whole, short, _ in found)
    assert share([other for _, _, other in found]) <= 0.02
