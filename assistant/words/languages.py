"""Which language a question is in, by its script and its commonest words: so that its function words count for nothing,
and what is said to it is in its language. This file doesn't know any document.
"""

from __future__ import annotations

import re
from collections import Counter

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
    "worin woran worauf wodurch wofür wogegen womit wonach worüber wovon wozu "
    "inwiefern inwieweit",
    "fr": "pourquoi quand où quel quelle quels quelles combien lequel laquelle lesquels lesquelles",
    "es": "qué cuándo quién quiénes cómo dónde cuál cuáles cuánto cuánta cuántos cuántas cuando quien quienes donde "
    "cual cuales cuantos cuantas",
    "it": "quando perché perche quale quali quanto quanta quanti quante",
    "pt": "quem onde quais quantos quanto quanta quantas porquê",
    "nl": "waar waarom wanneer hoeveel welk wiens waardoor waarover waarin waarvan waarmee waarheen",
}
# Words that no question in another of these languages begins with.
_ENGLISH = frozenset(["what", "when", "where", "which", "who", "whom", "whose", "why", "how", "did", "does"])
# Words that tell a language although they carry a meaning, where the commonest don't.
_TELLING = {
    "de": frozenset(["fn", "anm", "fußnote", "fussnote", "zitiert", "nennt", "steht", "jahr", "erschien", "schrieb"]),
    "fr": frozenset(["écrit", "écrivit", "cite"]),
    "es": frozenset(["escribió", "artículo", "dice"]),
    "it": frozenset(["scritto", "scrisse", "articolo", "dice"]),
    "pt": frozenset(["escreveu", "artigo", "diz"]),
    "nl": frozenset(["schreef", "heeft", "staat"]),
}
# Letters, and words run together with the next, that stand for a word of their language.
_SIGNS = (
    ("de", "ß"),
    ("es", "[ñ¿¡]"),
    ("pt", "[ãõ]"),
    ("fr", r"œ|\b(?:qu|j|n|c|l|d)[’']"),
    ("it", r"\b(?:l|d|dell|all|nell)[’']"),
)
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
    "pt": "a ao aos à às em num numa com sem sob sobre entre até desde durante contra segundo ante lhe se seu sua seus "
    "suas este esta esse essa isto isso no nos nas pelo pela pelos pelas e ou mas nem já mais muito há houve ser está "
    "estão eram foram ter tem têm tinha diz cita menciona descreve autor",
    "nl": "te tot bij uit om over onder tussen voor na tegen volgens zonder tijdens met aan als dat die deze dit dan "
    "maar of want er hij zij ze hun haar zich men geen ook nog al kan kon worden werden waren heeft had hebben hadden "
    "ben zegt noemt citeert vermeldt beschrijft auteur schrijver",
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
    if words and words[0] in _ENGLISH:  # whatever names it has: "What does Marie de la Tour du Pin say?"
        return "en"
    counts = Counter(code for word in words for code in _CODES.get(word, ()))
    counts.update(code for code, openers in _OPENERS.items() if words and words[0] in openers)
    counts.update(code for code, own in _TELLING.items() for word in words if word in own)
    counts.update(code for code, sign in _SIGNS if re.search(sign, question, re.I))
    (best, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    if most == second and "en" not in (code for code, count in counts.items() if count == most):
        counts.update(code for word in words for code, own in FUNCTION_WORDS.items() if word in own)
        (best, most), (_, second) = (*counts.most_common(2), ("", 0), ("", 0))[:2]
    return best if most >= LEAST and most > second else None
