"""What is typed to an assistant and asks nothing of the documents: greetings, thanks, what the library holds.

This file doesn't know how documents are searched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.lookups.small_talk_words import PHRASES, Phrases

_GREETING = re.compile(
    r"(?:hello|hi|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|how are you)"
    r"(?:,? (?:there|pincite|all|again|everyone))?"
)
_THANKS = re.compile(
    r"(?:(?:ok(?:ay)?|great|good|perfect|nice|cool)[, ]*)?(?:many thanks|thanks|thank you|thx|cheers)"
    r"(?:,? (?:so much|very much|a lot|again|pincite))?|ok(?:ay)?|great|perfect|bye|goodbye|good night|see you"
)
_HELP = re.compile(r"help|what can (?:you do|i ask)|who are you|what are you|how does (?:this|it) work")
_HELD = re.compile(
    r"(?:how many|which|what|list(?: all)?(?: the| my)?|show(?: me)?(?: the| my| all)?)\s+"
    r"(?:documents?|files?|papers?|sources?|articles?|books?|texts?)"
    r"(?:\s+(?:are there|do (?:you|i) have|are|have (?:you|i) (?:got|added|uploaded)|did i (?:add|upload)|can i ask))?"
    r"(?:\s+(?:in (?:my|the|this|your) (?:library|collection)|here|there|so far))*"
)
MOST_NAMED = 10  # documents that a reply names


def reply(text: str, titles: Callable[[], Sequence[str]]) -> str | None:
    """What to say where a question is none for the documents, whose `titles` are asked for only then; None where it is
    one."""
    said = " ".join(text.casefold().split()).strip(" .!?,…¡¿。！？")
    if _HELD.fullmatch(said):
        return _held(titles())
    if _GREETING.fullmatch(said) or _HELP.fullmatch(said):
        return f"Ask about what the documents say; every sentence of an answer is quoted or cited. {_held(titles())}"
    if _THANKS.fullmatch(said):
        return "You are welcome. Ask on whenever you like."
    return next((found for words in PHRASES.values() if (found := _elsewhere(said, words, titles))), None)


def _elsewhere(said: str, words: Phrases, titles: Callable[[], Sequence[str]]) -> str | None:
    """The same in another language."""
    if words.thanks.fullmatch(said):
        return words.welcome
    greeted = words.greeting.fullmatch(said) is not None
    if not greeted and not words.held.fullmatch(said):
        return None
    held = titles()
    named = ", ".join(f"“{title}”" for title in held[:MOST_NAMED])
    more = words.and_more.format(len(held) - MOST_NAMED) if len(held) > MOST_NAMED else ""
    told = words.holds.format(len(held), named + more) if held else words.empty
    return f"{words.ask} {told}" if greeted else told


def _held(titles: Sequence[str]) -> str:
    if not titles:
        return "There are no documents yet: add some, then ask."
    named = ", ".join(f"“{title}”" for title in titles[:MOST_NAMED])
    more = f" and {len(titles) - MOST_NAMED} more" if len(titles) > MOST_NAMED else ""
    return f"The library holds {len(titles)} {'document' if len(titles) == 1 else 'documents'}: {named}{more}."
