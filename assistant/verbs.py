"""Irregular English verbs: the past forms that no rule of endings leads back to the verb.

A form that is as often another word ("found" of founding, "lay", "bound", "ground") is left out. This file knows
nothing of texts.
"""

from __future__ import annotations

from assistant.lexicon import listed

# verb: past tense, and past participle where it differs
_VERBS = {
    "arise": "arose arisen", "awake": "awoke awoken", "beat": "beaten", "become": "became", "begin": "began begun",
    "bend": "bent", "bite": "bit bitten", "bleed": "bled", "blow": "blew blown", "break": "broke broken",
    "breed": "bred", "bring": "brought", "build": "built", "burn": "burnt", "buy": "bought", "catch": "caught",
    "choose": "chose chosen", "cling": "clung", "come": "came", "creep": "crept", "deal": "dealt", "dig": "dug",
    "draw": "drew drawn", "drink": "drank drunk", "drive": "drove driven", "dwell": "dwelt", "eat": "ate eaten",
    "fall": "fell fallen", "feed": "fed", "feel": "felt", "fight": "fought", "flee": "fled", "fly": "flew flown",
    "forbid": "forbade forbidden", "forget": "forgot forgotten", "forgive": "forgave forgiven",
    "freeze": "froze frozen", "get": "got gotten", "give": "gave given", "go": "went gone", "grow": "grew grown",
    "hang": "hung", "hear": "heard", "hide": "hid hidden", "hold": "held", "keep": "kept", "kneel": "knelt",
    "know": "knew known", "lead": "led", "leap": "leapt", "learn": "learnt", "leave": "left", "lend": "lent",
    "light": "lit", "lose": "lost", "make": "made", "mean": "meant", "meet": "met", "mistake": "mistook mistaken",
    "overcome": "overcame", "overtake": "overtook overtaken",
    "overthrow": "overthrew overthrown", "pay": "paid", "plead": "pled", "ride": "rode ridden",
    "ring": "rang rung", "rise": "rose risen", "run": "ran", "say": "said", "see": "saw seen", "seek": "sought",
    "sell": "sold", "send": "sent", "shake": "shook shaken", "shine": "shone", "shoot": "shot", "show": "shown",
    "shrink": "shrank shrunk", "sing": "sang sung", "sink": "sank sunk", "sit": "sat", "sleep": "slept",
    "slide": "slid", "speak": "spoke spoken", "spend": "spent", "spin": "spun", "spring": "sprang sprung",
    "stand": "stood", "steal": "stole stolen", "stick": "stuck", "strike": "struck stricken",
    "strive": "strove striven", "swear": "swore sworn", "sweep": "swept", "swim": "swam swum", "swing": "swung",
    "take": "took taken", "teach": "taught", "tear": "tore torn", "tell": "told", "think": "thought",
    "throw": "threw thrown", "undergo": "underwent undergone", "understand": "understood",
    "undertake": "undertook undertaken", "uphold": "upheld", "wake": "woke woken", "wear": "wore worn",
    "weave": "wove woven", "weep": "wept", "win": "won", "withdraw": "withdrew withdrawn",
    "withhold": "withheld", "withstand": "withstood", "write": "wrote written",
    "foresee": "foresaw foreseen", "mislead": "misled", "misunderstand": "misunderstood", "outgrow": "outgrew outgrown",
    "override": "overrode overridden", "overrun": "overran", "oversee": "oversaw overseen", "rebuild": "rebuilt",
    "remake": "remade", "repay": "repaid", "resell": "resold", "retake": "retook retaken", "retell": "retold",
    "rethink": "rethought", "rewrite": "rewrote rewritten", "undo": "undid undone",
}  # fmt: skip
BASE_FORMS = {form: verb for verb, forms in _VERBS.items() for form in forms.split()}
PASTS = {forms.split()[0]: verb for verb, forms in _VERBS.items()}
UNCHANGED = frozenset(listed("burst cast cut hit hurt put quit read rid set shed shut split spread thrust upset"))
"""Verbs whose past is the verb as it is."""
