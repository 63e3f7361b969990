"""How people greet, thank, ask what the assistant is, and ask for what is none of its business.

A form is a pattern over a whole utterance in small letters without signs (``utterance.plain``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.question import Language

Topic = Literal["greeting", "thanks", "farewell", "wellbeing", "identity", "ability", "task"]


@dataclass(frozen=True)
class Form:
    """What fits ``pattern`` whole is about ``topic``; ``language`` is the form's own, if any."""

    topic: Topic
    language: Language | None
    pattern: str


_DU = r"(?:kan|vil|kunne|må) (?:du|i)(?: ikke)?(?: lige| venligst| gerne| også)*"
_ASK_DA = rf"(?:{_DU} |du må gerne |jeg vil gerne have (?:dig til at |at du )?|hjælp mig med at )?"
_ASK_EN = r"(?:please |(?:can|could|would|will) you (?:please )?|help me (?:to )?|i want you to )?"
_OWN_DA = (
    r"(?:mig|os|lige|en|et|den|noget|nogle|lidt|kort|sjov|sjovt|god|lille|andet|jeres|dit|min)"
)
_OWN_EN = r"(?:me|us|a|an|the|some|short|funny|good|little|my|another)"
_PIECE_DA = (
    r"(?:digt|vers|rim|haiku|limerick|sang|sangtekst|vits|vittighed|joke|jokes|vittigheder|historie"
    r"|godnathistorie|eventyr|novelle|tale|festtale|kode|python[\w-]*|javascript|script|excel-formel"
    r"|mail|mails|e-mail|email|sms|ansøgning|jobansøgning|cv|invitation|fødselsdags\w+|opskrift"
    r"|kærestebrev|kærlighedsbrev)"
)
_PIECE_EN = (
    r"(?:poem|poems|rhyme|haiku|limerick|song|lyrics|joke|jokes|story|fairy tale|speech|code"
    r"|python[\w-]*|javascript|script|excel formula|mail|e-mail|email|text message|cv|resume"
    r"|cover letter|invitation|recipe|essay)"
)
_LOGIN = (
    r"(?:password\w*|passord\w*|adgangskode\w*|kodeord\w*|login\w*|log-in|pinkode\w*|pin-kode\w*"
    r"|brugernavn\w*|koden? til .+)"
)
_TONGUES = r"(?:engelsk|dansk|tysk|arabisk|polsk|svensk|norsk|fransk|spansk|ukrainsk|tyrkisk)"
_TONGUES_EN = r"(?:english|danish|german|arabic|polish|swedish|french|spanish|ukrainian|turkish)"
_REST = r"(?: .*)?"
FORMS = (
    Form("greeting", None, r"(?:hej|hi|hallo|hey)(?: (?:hej|du|med dig|there|igen|strategi))*"),
    Form(
        "greeting",
        "da",
        r"(?:hejsa|halløj|dav|davs|goddag|god ?(?:morgen|aften|eftermiddag)|mojn)",
    ),
    Form("greeting", "en", r"(?:hello|good (?:morning|afternoon|evening|day))(?: there)?"),
    Form(
        "thanks",
        "da",
        r"(?:(?:mange |tusind |nej |ja |super |ok |okay )*tak(?: skal du have)?"
        r"(?: for (?:(?:din |al |alt )?hjælp(?:en)?|svaret|det|info|oplysningerne))*)"
        r"|det (?:var|er) (?:meget |rigtig |virkelig )?(?:fint|godt|flot|super|alt|en stor hjælp)"
        r"(?: det)?|du er (?:meget |rigtig )?(?:god|dygtig|sød|skøn|smart|en stjerne)",
    ),
    Form("thanks", None, r"(?:ok|okay|super|perfekt|fedt|fint|cool|top|genialt|nice|great)"),
    Form(
        "thanks",
        "en",
        r"(?:thanks|thank you|thx)(?: (?:a lot|so much|very much|again))?"
        r"(?: for (?:your |the |that |all |help|answer)+)?|perfect|awesome|that (?:was|is) great",
    ),
    Form(
        "farewell",
        "da",
        r"(?:farvel|hej hej|vi ses|på gensyn|ses|god (?:dag|weekend|ferie|arbejdslyst|nat)"
        r"|(?:hav|ha|fortsat) (?:en )?(?:fortsat )?(?:god|dejlig) (?:dag|weekend|aften|ferie))",
    ),
    Form("farewell", "en", r"(?:good)?bye(?: bye)?|see you(?: later)?|have a (?:nice|good) day"),
    Form(
        "wellbeing",
        "da",
        r"hvordan (?:går det|har du det|går det med dig|står det til)(?: i dag| så)?"
        r"|har du det godt",
    ),
    Form("wellbeing", "en", r"how (?:are you(?: doing)?|is it going|do you do)(?: today)?"),
    Form(
        "identity",
        "da",
        r"hv(?:em|ad) (?:er|e) du(?: egentlig| for (?:en|noget|én))*|hvad (?:hedder du|er dit navn)"
        r"|hvem har (?:lavet|bygget|skabt|kodet) dig|hvordan (?:virker|fungerer) du"
        r"|er du (?:en |et )?(?:robot|bot|menneske|computer|person|maskine|chatgpt|ai|chatbot"
        r"|kunstig intelligens|rigtig\w* \w+|ægte \w+|sprogmodel)|taler jeg med et menneske",
    ),
    Form(
        "identity",
        "en",
        r"(?:who|what) are you|what(?: is|'s) your name|how do you work|who (?:made|built) you"
        r"|are you (?:an? )?(?:robot|bot|human|computer|person|machine|chatgpt|ai|chatbot)",
    ),
    Form(
        "ability",
        "da",
        r"(?:hvad|hva|hvordan) (?:kan|ka) (?:du|assistenten)"
        r"(?: egentlig| alt| ellers| så| her)*(?: gøre| bruges til)?"
        r"(?: hjælpe(?: mig| os)?)?(?: med)?(?: for (?:mig|os))?(?: her)?"
        r"|hvad (?:kan|må|skal|bør) (?:jeg|man|vi) (?:spørge(?: dig)?(?: om)?|bruge dig til)"
        r"|hvad (?:er|bruges) du (?:til|god til)|hvordan spørger (?:jeg|man|vi)(?: dig)?"
        r"|hvordan bruger (?:jeg|man|vi) (?:dig|assistenten)"
        r"|hvordan kommer (?:jeg|man|vi) i gang|hjælp|hjælp mig|(?:kan|vil) du hjælpe(?: mig| os)?"
        r"|hvad (?:hjælper|svarer) du (?:med|på)|hvad (?:kan|ka) du svare(?: mig)? på"
        r"|jeg er ny(?: her| medarbejder| ansat| i kommunen| på jobbet)*"
        r"|hvor (?:skal|kan|bør) jeg (?:starte|begynde)",
    ),
    Form(
        "ability",
        "en",
        r"what can you (?:do|help(?: me| us)?(?: with)?|answer)(?: for (?:me|us))?|help(?: me)?"
        r"|what (?:can|should|may) i ask(?: you)?(?: about)?|how (?:do|can) i use (?:you|this)"
        r"|how can you help(?: me| us)?|can you help(?: me| us)?"
        r"|(?:i am|i'm) new(?: here)?",
    ),
    Form(
        "task",
        "da",
        _ASK_DA
        + r"(?:skrive?|lave?|finde? på|fortæl(?:le)?|give?|synge?|sende?|digte?|svare? på|læse?"
        rf"|tjekk?e?|slet(?:te)?)(?: {_OWN_DA})* {_PIECE_DA}{_REST}",
    ),
    Form(
        "task",
        "da",
        _ASK_DA + rf"oversæt(?:te)? (?:.*(?:til|fra|på) {_TONGUES}"
        r"|(?:det|den|dette|denne|teksten|følgende|en tekst|min tekst)(?: .*)?)",
    ),
    Form(
        "task",
        "da",
        rf"(?:(?:jeg|vi) (?:har |kan ikke )?|hvordan (?:får|kan) jeg )?{_ASK_DA}"
        r"(?:glemt|mistet|nulstil(?:le[rt]?)?|skifte?r?|ændre?r?|huske?r?)(?: ikke)?"
        rf"(?: jeg)?(?: {_OWN_DA}| mit| mine| et nyt)* {_LOGIN}{_REST}",
    ),
    Form(
        "task",
        "da",
        rf"(?:hvad er|hvor finder jeg|giv mig|send mig|fortæl mig|vis mig|jeg mangler)"
        rf"(?: {_OWN_DA}| mit| dit| mine| chefens| admin| wifi)* {_LOGIN}{_REST}",
    ),
    Form(
        "task",
        "da",
        r"(?:hvordan |hvorfor |hvor )?(?:jeg |kan jeg |man )?(?:kan )?(?:ikke )?logger?"
        rf"(?: jeg| man)?(?: mig)?(?: ikke)? (?:ind|på|af){_REST}",
    ),
    Form(
        "task",
        "da",
        rf"(?:hvordan|hvad) (?:er|bliver|siger) vejr(?:et|udsigten){_REST}"
        r"|bliver det (?:regn|regnvejr|solskin|godt vejr|sne)\w*(?: .*)?|regner det(?: i dag)?"
        r"|hv(?:ad|or meget|or mange) er klokken|hvad er (?:datoen|dato)(?: i dag)?"
        r"|hvilken dag er det(?: i dag)?",
    ),
    Form(
        "task",
        "da",
        _ASK_DA
        + r"(?:booke?|bestil(?:le)?|reservere?|ringe? til|afspil(?:le)?|minde? mig om|købe?) .*"
        r"|fortæl(?:le)? (?:mig )?noget sjovt|syng(?:e)?(?: for mig)?",
    ),
    Form(
        "task",
        "en",
        _ASK_EN
        + r"(?:write|tell|make|create|compose|sing|send|give|draft|generate|answer|read|check)"
        rf"(?: {_OWN_EN})* {_PIECE_EN}{_REST}",
    ),
    Form(
        "task",
        "en",
        _ASK_EN
        + rf"translate (?:.*(?:to|into|from) {_TONGUES_EN}|(?:this|that|it|(?:the|a) text){_REST})"
        r"|(?:book|order|reserve|call|remind me to|play|buy) .*",
    ),
    Form(
        "task",
        "en",
        r"(?:(?:i )?(?:have )?(?:forgot|forgotten|lost)"
        r"|(?:can you |how do i |please )?(?:reset|change)|what(?: is|'s)|give me"
        r"|i can't remember) (?:my |the |your |wifi |admin )*"
        r"(?:password|passcode|login|log-in|pin|pin code|username|access code)(?: .*)?"
        r"|(?:i (?:can't|cannot) |how (?:do|can) i )(?:log|sign) (?:in|on)(?: .*)?",
    ),
    Form(
        "task",
        "en",
        r"(?:what(?: is|'s)|how(?: is|'s)|what will) the (?:weather|weather forecast)(?: .*)?"
        r"|is it raining(?: .*)?|what time is it|what(?: is|'s) the (?:time|date)(?: today)?",
    ),
)  # fmt: skip
