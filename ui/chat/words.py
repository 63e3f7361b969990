"""Every word that the page of the conversation says of its own accord, in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.pictures.frame import Language


@dataclass(frozen=True)
class Words:
    """What the page says in one language; what stands in braces is filled in."""

    tagline: str
    machine: str
    model: str
    sent_out: str
    reminder: str
    no_script: str
    question: str
    hint: str
    send: str
    new: str
    home: str
    no_home: str
    conversation: str
    starters: str
    starter: str
    sources: str
    nearest: str
    open: str
    keep: str
    share: str
    narrow: str
    narrowed: str
    organisation: str
    document: str
    kind: str
    year: str
    widen: str
    empty: str
    searching: str
    failed: str
    too_long: str
    page: str
    useful: str
    useless: str
    word: str
    word_hint: str
    with_question: str
    give: str
    thanks: str
    thanks_word: str
    thanks_whole: str
    not_kept: str
    copy: str
    copied: str
    copied_link: str
    not_copied: str


DANISH = Words(
    tagline="Spørg kommunernes strategier og planer, og se præcis, hvor svaret står.",
    machine=(
        "Du taler med en maskine. Den svarer kun med dokumenternes egne ord og viser kilden til "
        "hver linje."
    ),
    model=(
        "Du taler med en maskine. En sprogmodel skriver svaret ud fra dokumenterne, og hver "
        "sætning bliver holdt op mod sin kilde, før du ser den."
    ),
    sent_out=(
        "Dit spørgsmål og uddrag af dokumenterne bliver sendt til sprogmodellen uden for denne "
        "maskine. CPR-numre, e-mailadresser og telefonnumre bliver skjult, når de kan genkendes."
    ),
    reminder="Du taler med en maskine. Læs stedet i dokumentet, før du bruger svaret.",
    no_script="Samtalen kræver JavaScript. Slå det til i din browser, og åbn siden igen.",
    question="Dit spørgsmål",
    hint="Skriv et spørgsmål",
    send="Spørg",
    new="Ny samtale",
    home="Jeg arbejder i",
    no_home="Ingen bestemt kommune",
    conversation="Samtale",
    starters="Prøv for eksempel",
    starter="Hvad siger {whose} om {topic}?",
    sources="Kilder",
    nearest="Tættest på",
    open="Åbn stedet",
    keep="Gem til sagen",
    share="Kopiér link",
    narrow="Afgræns",
    narrowed="Afgrænset til",
    organisation="Organisation",
    document="Dokument",
    kind="Type",
    year="År",
    widen="Du har afgrænset til {scope}. Prøv igen uden afgrænsning.",
    empty=(
        "Der er ingen dokumenter endnu. Tilføj dem under Dokumenter, eller læg dem i "
        "dokumentmappen, og start Strategi igen."
    ),
    searching="Leder i dokumenterne …",
    failed="Det lykkedes ikke at finde et svar lige nu. Prøv igen om lidt.",
    too_long="Dit spørgsmål er for langt. Skriv det kortere, og prøv igen.",
    page="side {number}",
    useful="Brugbart",
    useless="Ikke brugbart",
    word="Vil du sige hvorfor? (valgfrit)",
    word_hint="Skriv ingen personoplysninger",
    with_question="Send med mit spørgsmål",
    give="Send",
    thanks="Tak. Det er gemt her på maskinen, uden dit spørgsmål og uden navn.",
    thanks_word="Tak. Dine ord er gemt her på maskinen.",
    thanks_whole="Tak. Dine ord og dit spørgsmål er gemt her på maskinen.",
    not_kept="Det kunne ikke gemmes lige nu.",
    copy="Kopiér med kilder",
    copied="Svaret er kopieret med sine kilder.",
    copied_link="Linket er kopieret.",
    not_copied="Browseren tillader ikke at kopiere. Markér teksten, og kopiér den selv.",
)
ENGLISH = Words(
    tagline="Ask the municipalities’ strategies and plans, and see exactly where the answer is.",
    machine=(
        "You are talking to a machine. It answers only in the documents’ own words, in Danish, "
        "and shows the source of every line."
    ),
    model=(
        "You are talking to a machine. A language model writes the answer from the documents, "
        "and every sentence is checked against its source before you see it."
    ),
    sent_out=(
        "Your question and excerpts of the documents are sent to the language model outside this "
        "machine. CPR numbers, e-mail addresses and telephone numbers are hidden where they can "
        "be recognised."
    ),
    reminder="You are talking to a machine. Read the place before you use the answer.",
    no_script="The conversation needs JavaScript. Turn it on and open the page again.",
    question="Your question",
    hint="Ask in Danish or English",
    send="Ask",
    new="New conversation",
    home="I work in",
    no_home="No municipality in particular",
    conversation="Conversation",
    starters="Try for instance",
    starter="What does {whose} say about {topic}?",
    sources="Sources",
    nearest="Closest places",
    open="Open the place",
    keep="Keep for the case",
    share="Copy link",
    narrow="Narrow down",
    narrowed="Narrowed to",
    organisation="Organisation",
    document="Document",
    kind="Kind",
    year="Year",
    widen="You have narrowed the search to {scope}. Try again without that.",
    empty=(
        "There are no documents yet. Add them under Documents, or put them in the document "
        "folder and start Strategi again."
    ),
    searching="Looking in the documents …",
    failed="No answer could be found just now. Try again in a moment.",
    too_long="Your question is too long. Make it shorter and try again.",
    page="page {number}",
    useful="Useful",
    useless="Not useful",
    word="Would you like to say why? (optional)",
    word_hint="Write nothing personal",
    with_question="Send with my question",
    give="Send",
    thanks="Thank you. It is kept on this machine, without your question and without a name.",
    thanks_word="Thank you. Your words are kept on this machine.",
    thanks_whole="Thank you. Your words and your question are kept on this machine.",
    not_kept="It could not be kept just now.",
    copy="Copy with sources",
    copied="The answer is copied with its sources.",
    copied_link="The link is copied.",
    not_copied="The browser does not allow copying. Select the text and copy it yourself.",
)
WORDS: Mapping[Language, Words] = {"da": DANISH, "en": ENGLISH}


def machine(words: Words, model: str, *, remote: bool) -> str:
    """Who answers: what people must be told before the first answer."""
    if not model:
        return words.machine
    return f"{words.model} {words.sent_out}" if remote else words.model
