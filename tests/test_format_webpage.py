"""Web pages: what is seen of the document itself, and nothing of the site around it."""

from __future__ import annotations

import time

import pytest

from ingest import readers
from ingest.document import Document

LONG = "Kommunen arbejder for, at flere børn cykler til skole hver dag året rundt."


def page(body: str, head: str = "<title>Plan</title>") -> Document:
    source = f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"
    return readers.read(source.encode(), "plan.html")


def text_of(body: str) -> str:
    return page(body).text


def below(body: str) -> str:
    """The text of ``body`` below a paragraph, which keeps it from being a cover."""
    return text_of(f"<p>{LONG}</p>{body}").removeprefix(f"{LONG}\n\n")


@pytest.mark.parametrize(
    "around",
    [
        "<script>x</script>", "<style>x</style>", "<nav>x</nav>", "<header>x</header>",
        "<footer>x</footer>", "<aside>x</aside>", "<form>x</form>", "<svg><text>x</text></svg>",
        "<noscript>x</noscript>", "<template>x</template>", "<p hidden>x</p>",
        '<p style="color:red; display: none">x</p>', '<p aria-hidden="true">x</p>', "<!-- x -->",
        '<img alt="x">', '<div title="footer">x</div>', "<button>x</button>",
        "<![if x]><!--[if mso]>x<![endif]-->",
    ],
)  # fmt: skip
def test_what_is_not_the_document_is_left_out(around: str) -> None:
    assert text_of(f"{around}<p>{LONG}</p>{around}") == LONG


def test_the_one_main_element_is_the_document() -> None:
    assert text_of(f"<div>Menu</div><div role=main><p>{LONG}</p></div>") == LONG
    assert text_of(f"<div>Menu</div><article><p>{LONG}</p></article>") == LONG
    two = f"<article><p>{LONG}</p></article><article><p>Endnu en.</p></article>"
    assert text_of(two) == f"{LONG}\n\nEndnu en."


def test_a_form_around_the_whole_page_hides_nothing() -> None:
    assert LONG in text_of(f"<form><h1>Plan</h1><p>{LONG}</p></form>")


def test_the_title_is_the_heading_or_else_what_the_page_is_called() -> None:
    named = "<title>Cykelplan 2025 | Solbjerg Kommune</title>"
    assert page(f"<h1>Cykelplan</h1><p>{LONG}</p>", named).metadata.title == "Cykelplan"
    assert page(f"<h2>Mål</h2><p>{LONG}</p>", named).metadata.title == "Cykelplan 2025"
    assert page(
        f"<header><nav>x</nav><h1>Plan</h1></header><main><p>{LONG}</p></main>"
    ).metadata.title


def test_a_page_says_when_it_was_published() -> None:
    head = '<meta name="DCTERMS.issued" content="2025-03-01T10:00:00">'
    assert page(f"<p>{LONG}</p>", head).metadata.published == "2025-03-01"
    assert page(f"<p>{LONG}</p>", '<meta name="date" content="nu">').metadata.published == ""


def test_headings_are_sections() -> None:
    read = page(f"<h1>Plan</h1><h2>Mål</h2><p>{LONG}</p><h3>Skoler</h3><p>{LONG}</p>")
    assert [s.path for s in read.sections] == [("Mål",), ("Mål", "Skoler")]


def test_a_number_glued_to_its_heading_stands_apart() -> None:
    """As LibreOffice exports numbered headings; "3D-print" is a word."""
    body = "<h2>1.Mål</h2><p>a.</p><h3>1.1Stier</h3><p>b.</p><h2>3D-print</h2><p>c.</p>"
    assert below(body) == "1. Mål\n\na.\n\n1.1 Stier\n\nb.\n\n3D-print\n\nc."


def test_loose_text_is_paragraphs_and_source_lines_are_not() -> None:
    body = "<div>Løs  tekst\n  her, <b>fed</b>&nbsp;og&aelig;.<p>Afsnit<br>ny linje</p>Mere.</div>"
    assert below(body) == "Løs tekst her, fed ogæ.\n\nAfsnit\nny linje\n\nMere."


def test_lists_have_their_marks_and_depths() -> None:
    body = (
        "<ul><li>Stier<ol type=a><li>Skole<li>Hjem</ol></li><li><p>Lys</p></li><li>Bro</ul>"
        '<ol start="3"><li>Tre<li value="7">Syv<li>Otte</ol><ol reversed><li>To<li>En</ol>'
    )
    assert below(body) == (
        "- Stier\n  a. Skole\n  b. Hjem\n- Lys\n- Bro\n3. Tre\n7. Syv\n8. Otte\n2. To\n1. En"
    )


def test_a_definition_stands_behind_its_name() -> None:
    body = "<dl><dt>Ansvarlig<dd>Teknik og Miljø<dt>Frist:<dd>2026</dl>"
    assert below(body) == "Ansvarlig: Teknik og Miljø\n\nFrist: 2026"


def test_merged_cells_and_heads_of_two_rows() -> None:
    body = (
        "<table><caption>Tabel over stier</caption><thead>"
        "<tr><th rowspan=2>Område<th colspan=2>2026<tr><th>Mål<th>Pris</thead>"
        "<tr><td rowspan=0>Nord<td>Sti<td>5<tr><td>Lys<td>7</table>"
    )
    assert below(body) == (
        "Tabel over stier\n\nOmråde: Nord\n2026 – Mål: Sti\n2026 – Pris: 5\n\n"
        "Område: Nord\n2026 – Mål: Lys\n2026 – Pris: 7"
    )


def test_head_cells_alone_name_the_columns() -> None:
    body = "<table><tr><th>Navn<th>Rolle<tr><td>Bo<td>Leder<tr><td>Ida<td>Elev</table>"
    assert below(body) == "Navn: Bo\nRolle: Leder\n\nNavn: Ida\nRolle: Elev"


def test_what_stands_in_a_cell_is_its_lines() -> None:
    inner = "<table><tr><td>a<td>b<tr><td>c<td>d</table>"
    body = f"<table><tr><th>Sted<th>Indhold<tr><td>Nord<td>Tiltag:<ul><li>Sti</ul>{inner}</table>"
    assert below(body) == "Sted: Nord\nIndhold: Tiltag:\n- Sti\na – b\nc – d"


@pytest.mark.parametrize(
    "table",
    [
        "<table role=presentation><tr><td>Et.<td>To.<tr><td>Tre.<td>Fire.</table>",
        "<table><tr><td>Et.<td>To.<td>Tre.<p>Fire.</table>",
        "<table><tr><td>Et.<tr><td>To.<tr><td>Tre.<tr><td>Fire.</table>",
    ],
    ids=["presentation", "row", "column"],
)
def test_tables_that_only_place_text_are_text(table: str) -> None:
    assert below(table) == "Et.\n\nTo.\n\nTre.\n\nFire."


def test_spans_beyond_reason_are_bounded() -> None:
    body = (
        "<table><tr><th>Sted<th>Frist<tr><td rowspan=9999999 colspan=9999999>Nord<tr><td>x</table>"
    )
    assert len(below(body)) < 10_000


def test_quotes_code_captions_and_details_are_text() -> None:
    body = (
        "<blockquote>Et citat.</blockquote><pre>linje et,\nlinje to.</pre><figure><img>"
        "<figcaption>Foto: Bo Jensen</figcaption></figure>"
        "<details><summary>Se mere.</summary>Det skjulte.</details>"
    )
    assert below(body) == (
        "Et citat.\n\nlinje et,\nlinje to.\n\nFoto: Bo Jensen\n\nSe mere.\n\nDet skjulte."
    )


NOTES = {
    "pandoc": (
        '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
        (
            '<section class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>Se planen.'
            '<a href="#fnref1" class="footnote-back">↩︎</a></p></li></ol></section>'
        ),
    ),
    "Word": (
        '<a href="#_ftn1" name="_ftnref1"><span class=MsoFootnoteReference>[1]</span></a>',
        (
            '<div><div id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">'
            "<span>[1]</span></a> Se planen.</p></div></div>"
        ),
    ),
    "LibreOffice": (
        '<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>',
        (
            '<div id="sdfootnote1"><p><a class="sdfootnotesym" name="sdfootnote1sym" '
            'href="#sdfootnote1anc">1</a>Se planen.</p></div>'
        ),
    ),
    "MediaWiki": (
        '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup>',
        '<ol><li id="cite_note-1"><i>^ <a href="#cite_ref-1">a</a> </i>Se planen.</li></ol>',
    ),
    "EPUB": (
        '<a epub:type="noteref" href="#n1">1</a>',
        '<aside epub:type="footnote" id="n1"><p>Se planen.</p></aside>',
    ),
}


@pytest.mark.parametrize("program", NOTES)
def test_footnotes_stand_behind_what_refers_to_them(program: str) -> None:
    reference, note = NOTES[program]
    body = f"<p>Stien åbner snart {reference}.</p><p>Derefter lyset.</p>{note}"
    assert below(body) == "Stien åbner snart¹.\n\n¹ Se planen.\n\nDerefter lyset."


def test_raised_digits_are_raised_and_links_within_the_page_are_text() -> None:
    body = '<p>Der er 5 m<sup>2</sup>, se <a href="#maal">1</a>.</p><p id="maal">Mål for alle.</p>'
    assert below(body) == "Der er 5 m², se 1.\n\nMål for alle."


def test_struck_and_new_text_is_said() -> None:
    body = (
        "<p>Stien åbner <del>i maj</del> <ins>i juni</ins>.</p><p><s>Udgår.</s></p>"
        '<p>Lys <span style="text-decoration: line-through">nu</span> <mark>snart</mark>.</p>'
    )
    read = page(f"<p>{LONG}</p>{body}")
    assert read.text.removeprefix(f"{LONG}\n\n") == (
        "Stien åbner i juni .\n\n[ændret: i juni] [udgået: i maj]\n\n[udgået: Udgår.]\n\n"
        "Lys snart.\n\n[ændret: snart] [udgået: nu]"
    ).replace("juni .", "juni.")
    assert read.warnings == (
        "Dokumentet har markerede ændringer; de er læst som [ændret] og [udgået].",
    )


WORD = (
    '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"></head>'
    "<body><p class=MsoTitle>Plan for børn</p>"
    '<p class=MsoToc1><a href="#m">1 Mål<span style="mso-tab-count:1">...</span>2</a></p>'
    '<h1 style="mso-list:l1 level1 lfo2"><![if !supportLists]><span style="mso-list:Ignore">1.'
    "<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span><![endif]>Mål<o:p></o:p>"
    f"</h1><p class=MsoNormal>{LONG}<o:p>&nbsp;</o:p></p>"
    '<p style="mso-list:l0 level1 lfo1"><![if !supportLists]><span style="font-family:Symbol">'
    '<span style="mso-list:Ignore">·&nbsp;</span></span><![endif]>Stier</p>'
    '<p style="mso-list:l0 level2 lfo1"><span style="mso-list:Ignore">a)&nbsp;</span>Lys</p>'
    "<p class=MsoListParagraph>·<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span>Bro</p>"
    "</body></html>"
)


def test_what_word_exports_is_read_as_it_looks() -> None:
    read = readers.read(WORD.encode("cp1252"), "plan.htm")
    assert read.metadata.title == "Plan for børn"
    assert read.text == f"Plan for børn\n\n1. Mål\n\n{LONG}\n\n- Stier\n  a) Lys\n- Bro"
    assert read.warnings == ("Indholdsfortegnelse udeladt (1 linje)",)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"), ("utf-8", "iso-8859-1"), ("utf-8", ""), ("utf-8-sig", "iso-8859-1"),
        ("cp1252", "iso-8859-1"), ("cp1252", ""), ("cp1252", "utf-8"), ("utf-16", ""),
        ("iso8859-15", "iso-8859-15"), ("cp1252", "findes-ikke"), ("cp850", "ibm850"),
    ],
)  # fmt: skip
def test_letters_are_right_whatever_the_page_says(encoding: str, said: str) -> None:
    meta = f'<meta charset="{said}">' if said else ""
    source = f"<!doctype html><html><head>{meta}</head><body><p>{LONG}</p></body></html>"
    assert readers.read(source.encode(encoding), "plan.html").text == LONG


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + f"{LONG}" + "</div>" * 100_000,
        "<b>" * 50_000 + LONG,
        "<ul><li>" * 20_000 + LONG,
        "<table><tr><td>" * 5_000 + LONG,
        "<p>a<sup><a href='#n'>1</a></sup>" * 5_000 + f"<p id=n>{LONG}",
    ],
    ids=["div", "b", "ul", "table", "notes"],
)
def test_depth_and_number_cost_no_more_than_their_length(body: str) -> None:
    before = time.process_time()
    assert LONG in text_of(body)
    assert time.process_time() - before < 12


def test_what_follows_a_deep_nest_is_read_in_order() -> None:
    body = "<div>" * 500 + "<p>Først.</p><p>Så.</p>" + "</div>" * 500 + "<ul><li>Sidst</ul>"
    assert below(body) == "Først.\n\nSå.\n\n- Sidst"


def test_the_button_in_a_heading_opens_what_it_heads() -> None:
    panel = f"<h2><button>Vision</button></h2><p>{LONG}</p><button>Del siden</button>"
    found = page(f"<h1>Plan</h1><p>{LONG}</p>{panel}")
    assert [section.path for section in found.sections] == [("Vision",)]
    assert "Del siden" not in found.text


def test_head_cells_name_the_cells_beside_them() -> None:
    lines = "".join(
        f'<tr><th scope="row">{key}</th><td>{value}</td></tr>'
        for key, value in (("Forår", "1. marts"), ("Efterår", "1. september"))
    )
    assert below(f"<table>{lines}</table>") == "Forår: 1. marts\nEfterår: 1. september"


def test_the_names_of_a_site_above_the_only_heading_are_left_out() -> None:
    site = '<div>Solbjerg Kommune</div><ul><li><a href="/b">Borger</a></li></ul>'
    found = page(f"{site}<h1>Naturplan</h1><p>{LONG}</p>")
    assert found.text == f"Naturplan\n\n{LONG}"
    assert (found.metadata.title, found.metadata.organisation) == ("Naturplan", "Solbjerg Kommune")


def test_a_heading_without_its_link_to_itself() -> None:
    assert below(f'<h2>Skov<a href="#skov">#</a></h2><p>{LONG}</p>').startswith("Skov\n")


@pytest.mark.parametrize("number", ["2", "2.1", "2."])
def test_the_number_of_an_exported_heading_stands_apart(number: str) -> None:
    assert below(f"<h2>{number}Forord</h2><p>{LONG}</p>").startswith(f"{number} Forord\n")
    assert below(f"<h2>3D-print</h2><p>{LONG}</p>").startswith("3D-print\n")


@pytest.mark.parametrize("said", ["zlib_codec", "idna", "rot13", "utf-7", "findes-ikke"])
def test_an_encoding_that_is_none_is_passed_over(said: str) -> None:
    """What the bytes look like decides then."""
    page = (
        f'<html><head><meta charset="{said}"></head><body><p>Blåbærgrød på Læsø.</p></body></html>'
    )
    assert readers.read(page.encode("cp1252"), "side.html").text == "Blåbærgrød på Læsø."
