"""The words of a refusal. This file doesn't know when to refuse."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Passage
from assistant.messages.other_languages import apart, nearest_in
from assistant.messages.said_in import saying
from assistant.refusals.refusing import MOST_UNBORNE, Assessment


def refusal(
    searched: int,
    assessment: Assessment,
    notice: str | None = None,
    *,
    empty: bool = True,
    languages: Sequence[str | None] = (),
    asked: str = "",
    nearest: Sequence[Passage] = (),
    within: Sequence[str] = (),
) -> str:
    """The words of a refusal: one plain sentence, and what of the question isn't borne out where that is known, in the
    language of the question (`asked`). `empty` says that the library has no documents at all, where none was searched;
    `languages` are those of the documents, `nearest` the passages that come nearest; `within` are the labels of those
    that the question names, where no other was searched."""
    say = saying(asked or assessment.asked)
    if not searched:
        return say.empty if empty else say.limited
    more = notice or _unborne_out(assessment, languages, nearest, within)
    # Chinese and Japanese have no space between sentences.
    return f"{say.refusal}{'' if say.refusal.endswith('。') else ' '}{more}" if more else say.refusal


def _unborne_out(
    assessment: Assessment, languages: Sequence[str | None], nearest: Sequence[Passage], within: Sequence[str]
) -> str | None:
    """What a refusal says of the question, or of the language of what was searched; None where nothing is known."""
    say = saying(assessment.asked)
    if other := apart(assessment.asked, languages) or nearest_in(assessment.asked, nearest):
        return other
    if missing := assessment.missing:
        told = (say.missing_one if len(missing) == 1 else say.missing_many).format(say.quoted(missing))
        told = say.silent.format(", ".join(within), say.quoted(missing)) if within else told
        meant = say.meant.format(say.quoted([there for _, there in assessment.meant])) if assessment.meant else ""
        return f"{told} {meant}".strip()
    if assessment.premise is not None and assessment.premise.doubtful:
        return assessment.premise.said
    few = 0 < len(assessment.unborne) <= MOST_UNBORNE
    return say.nothing_of.format(say.quoted(assessment.unborne)) if few else None
