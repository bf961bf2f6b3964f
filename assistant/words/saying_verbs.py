"""English verbs that give words to a holder: "argue", "hold", "write", "find", with all their forms.

Written by hand for this project. This file knows nothing of texts.
"""

from __future__ import annotations

from assistant.words.lexicon import listed
from assistant.words.verbs import BASE_FORMS

SHOWING = frozenset(
    listed(
        "show demonstrate prove establish reveal discover confirm find know learn realise realize recognise recognize"
        " notice remember acknowledge admit concede record document verify"
    )
)
"""What they say is taken to be so."""
DENYING = frozenset(listed("deny doubt dispute reject question contest"))
OPINION = frozenset(
    listed(
        "argue hold think believe claim maintain insist assert contend suggest propose assume suppose suspect fear hope"
        " feel consider regard deem judge allege imagine guess speculate hypothesise hypothesize object complain"
    )
)
"""What they say is their subject's opinion."""
CALLING = frozenset(listed("call consider regard deem judge describe view see read interpret name label"))
"""They take what is said of a thing without "that"."""
HEARSAY = frozenset(listed("say believe think allege rumour rumor suppose claim repute assume"))
_REPORTING = frozenset(
    listed(
        "say write state declare observe note remark comment report explain conclude add reply answer respond warn"
        " predict grant recall stress emphasise emphasize announce affirm teach confess testify swear infer estimate"
        " calculate expect advise urge recommend mention tell hint imply decide understand point charge foresee"
        " diagnose quip joke lament boast protest repeat counter rejoin retort"
    )
)
_ALL = SHOWING | DENYING | OPINION | CALLING | HEARSAY | _REPORTING


def _forms(verb: str) -> list[str]:
    """The third person, past and -ing forms of a regular verb, and itself."""
    if verb.endswith("e"):
        return [verb, f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if verb.endswith("y") and verb[-2] not in "aeo":
        return [verb, f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    third = f"{verb}es" if verb.endswith(("s", "sh", "ch", "x")) else f"{verb}s"
    return [verb, third, f"{verb}ed", f"{verb}ing"]


FORMS: dict[str, str] = {
    **{form: verb for verb in sorted(_ALL) for form in _forms(verb)},
    **{form: verb for form, verb in BASE_FORMS.items() if verb in _ALL},
    **{"found": "find", "inferred": "infer", "admitted": "admit", "seeing": "see"},
}
"""A form of a verb of saying to the verb."""
