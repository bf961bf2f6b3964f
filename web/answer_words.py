"""An answer in plain words, as it is shown where there is no page: in a terminal, and to clients of /v1.

A claim that isn't supported is named with its verdict and reasons, and a notice stands below the answer. This file
doesn't know how either place sets a text.
"""

from __future__ import annotations

from assistant.answer import Answer, Claim, Verdict

DOUBTS = {  # what follows "is"; the page's own words are labels
    Verdict.PARTIAL: "only partly supported",
    Verdict.CONTRADICTED: "contradicted by its source",
    Verdict.NOT_FOUND: "not found in its source",
}
UNCITED = "not found in these documents"  # of a claim that nothing could be cited for


def doubt_words(claim: Claim) -> str:
    """What is to be said of a claim that isn't supported: "“…” is contradicted by its source: …"."""
    verdict = UNCITED if claim.verdict is Verdict.NOT_FOUND and not claim.citations else DOUBTS[claim.verdict]
    return f"“{claim.text}” is {verdict}{': ' + '; '.join(claim.reasons) if claim.reasons else ''}"


def answer_parts(answer: Answer) -> list[str]:
    """The answer, its notice and its doubtful claims, a paragraph each."""
    told = answer.notice and answer.notice not in answer.text  # a refusal says it itself
    notice = [f"Note: {answer.notice}"] if told else []
    doubtful = [claim for claim in answer.claims if claim.verdict is not Verdict.SUPPORTED]
    return [answer.text, *notice, *(f"! {doubt_words(claim)}" for claim in doubtful)]
