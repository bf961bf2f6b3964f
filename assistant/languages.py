"""Which language a question is in, by its script and its commonest words: so that its function words count for nothing,
and an answer or a refusal can say that question and documents are in different ones. This file doesn't know any
document.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

NAMES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "pt": "Portuguese",
    "nl": "Dutch", "ja": "Japanese", "ko": "Korean", "zh": "Chinese", "ru": "Russian",
}  # fmt: skip
# The first that a question has some of decides: Japanese is written with Chinese characters too.
SCRIPTS = (("ja", "[\u3040-\u30ff]"), ("ko", "[\uac00-\ud7af]"), ("zh", "[\u4e00-\u9fff]"), ("ru", "[\u0400-\u04ff]"))
COMMON = {
    "en": "what when where which who whose why how did does do is are was were has have had the of and in on to by",
    "de": "was wo wurde wurden wird ist sind hat haben hatte bei beim mit nach aus durch gegen bis "
    "der die das den dem des und von vom im zum ein eine einer nicht für über",
    "fr": "qui que quoi comment où est sont était fut le la les des du de et une un dans au aux par pour il elle",
    "es": "por para el la los las un una fue es son era del de en se y",
    "it": "chi come dove il gli la le un una della del dei di che è sono era fu nel",
    "pt": "quando quem como porque onde qual quais quantos o os a as um uma da do das dos de que é são foi era não na",
    "nl": "wanneer wie waarom hoe waar welke wat het de een is zijn was werd van en in op door niet",
}
LEAST = 2  # common words of a language that a question in it has
# Question words that English hasn't: a question that begins with one needs no other sign.
_ASKING = {
    "de": "warum wieso weshalb wann wer wen wem wessen wie wohin woher welche welcher welches welchen welchem "
    "worin woran worauf wodurch wofür wogegen womit wonach worüber wovon wozu inwiefern inwieweit",
    "fr": "pourquoi quand quel quelle quels quelles combien lequel laquelle lesquels lesquelles",
    "es": "qué cuándo quién quiénes cómo dónde cuál cuáles cuánto cuánta cuántos cuántas",
    "it": "quando perché quale quali quanto quanta quanti quante",
}
# Function words beside these and the commonest; many are words or names in English ("man", "son", "an").
_MORE = {
    "de": "an am auf ins ohne seit um unter vor während wegen zu zur zwischen laut gemäß als aber auch dass daß denn "
    "viele viel noch nur ob oder schon so sondern weil wenn er es sie ihm ihn ihr ihre ihrem ihren ihrer sein seine "
    "seinem seinen seiner sich man wir einem einen eines kein keine keinen dies diese diesem diesen dieser dieses "
    "sind waren war werden worden habe hatten kann können konnte soll sollte muss musste sagt nennt erwähnt "
    "beschreibt erklärt zitiert autor verfasser",
    "fr": "pendant avec sans sous sur entre vers chez depuis contre selon ce cet cette ces son sa ses leur leurs ils "
    "elles on se ne pas plus ou mais donc si a ont avait avaient être fait sera étaient été dit cite mentionne décrit "
    "auteur",
    "es": "a al ante bajo con contra desde durante entre hacia hasta según sin sobre tras lo su sus este esta estos "
    "estas ese esa eso no ni o pero si ha han había fueron era eran ser está están más dice cita menciona describe "
    "autor",
    "it": "a ad da in con su per tra fra durante al allo alla ai agli alle dal dalla dai nella nei sul sulla dello dei "
    "degli delle lo i gli uno e o ma non si ha hanno aveva erano furono essere stato stata stati suo sua suoi loro "
    "questo questa dice cita menziona descrive autore",
}
_OPENERS = {code: frozenset(words.split()) for code, words in _ASKING.items()}
_COMMON = {code: frozenset(f"{words} {_ASKING.get(code, '')}".split()) for code, words in COMMON.items()}
_CODES = {word: [code for code, own in _COMMON.items() if word in own] for word in frozenset().union(*_COMMON.values())}
_WORD = re.compile(r"[^\W\d_]+")
FUNCTION_WORDS = {code: _COMMON[code] | frozenset(more.split()) for code, more in _MORE.items()}


def language_of(question: str) -> str | None:
    """The code of the question's language (BCP 47); None where it isn't clear."""
    for code, characters in SCRIPTS if not question.isascii() else ():
        if re.search(characters, question):
            return code
    words = _WORD.findall(question.casefold())
    counts = Counter(code for word in words for code in _CODES.get(word, ()))
    counts.update(code for code, openers in _OPENERS.items() if words and words[0] in openers)
    (best, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return best if most >= LEAST and most > second else None


def apart(question: str, languages: Iterable[str | None]) -> str | None:
    """What to say where a question is in another language than all documents of known language; else None."""
    foreign = _foreign(question, languages)
    return foreign and "The question seems to be in {0}, the documents are in {1}: ask in {1}.".format(*foreign)


def across(question: str, languages: Iterable[str | None]) -> str | None:
    """What to say where nothing that an answer cites is in the question's language, as the `languages` of what it cites
    show; else None."""
    foreign = _foreign(question, languages)
    said = "The question seems to be in {}, what is cited is in {}: see whether it answers."
    return foreign and said.format(*foreign)


def _foreign(question: str, languages: Iterable[str | None]) -> tuple[str, str] | None:
    """The names of the question's language and of the others, where it is none of them and all are known."""
    own = language_of(question)
    theirs = list(dict.fromkeys(tag.split("-")[0].lower() for tag in languages if tag))
    if own is None or not theirs or own in theirs or not all(code in NAMES for code in theirs):
        return None
    return NAMES[own], " or ".join(NAMES[code] for code in theirs)
