"""Which of two things was the first or the larger is said only where both sentences surely date or measure them."""

import pytest

from assistant.questions.comparing import choice
from assistant.quotes.foremost import foremost


@pytest.mark.parametrize(
    ("question", "one", "other", "first"),
    [
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild was founded in 1790.",
            "The Watch was founded in 1800.",
            0,
        ),
        (
            "Was the Guild or the Watch founded first?",
            "The Guild was founded in 1790.",
            "The Watch was founded in 1800.",
            0,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild opened a school in 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The school of the Guild was founded in 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild school was founded in 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild's school was founded in 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        (
            "Which came first, the Bill or the Law?",
            "This led to the failure of an initial Bill drafted in 1990, which failed.",
            "The subsequent Law that eventually passed in 1992 lacked it.",
            0,
        ),
        (
            "Which is older, the Guild or the Watch?",
            "While the Guild was the only body from its creation in 1667 until the late 1680s, it grew.",
            "Established in 1793, the Watch was first.",
            0,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild was founded after 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild was founded in 1790.",
            "The Watch was founded by 1800.",
            None,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild was perhaps founded in 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        (
            "Which was founded first, the Guild or the Watch?",
            "The Guild was never founded in 1790.",
            "The Watch was founded in 1800.",
            None,
        ),
        ("Which is taller, the nave or the choir?", "The nave is 41 metres high.", "The choir is 27 metres high.", 0),
        (
            "Which is taller, the nave or the choir?",
            "The nave has a door 41 metres high.",
            "The choir is 27 metres high.",
            None,
        ),
        (
            "Which is taller, the nave or the choir?",
            "The nave is much taller than the choir.",
            "The choir is 27 metres high.",
            0,
        ),
        (
            "Which is lower, the nave or the choir?",
            "The nave is much higher than the choir.",
            "The choir is 27 metres high.",
            1,
        ),
        (
            "Which is taller, the nave or the choir?",
            "The nave is not taller than the choir.",
            "The choir is 27 metres high.",
            None,
        ),
        (
            "Which is wider, the nave or the choir?",
            "The nave is taller than the choir.",
            "The choir is 27 metres high.",
            None,
        ),
        ("Which was larger, the mill or the barn?", "The mill of 1901 was lost.", "The barn of 1855 was lost.", None),
        ("Which was larger, the mill or the barn?", "The mill cost 40 pounds.", "The barn cost 30 pounds.", None),
        ("Which cost more, the mill or the barn?", "The mill cost 40 pounds.", "The barn cost 30 pounds.", 0),
        ("Who paid less, Lisse or Bremen?", "Lisse paid about 40 guilders.", "Bremen paid 2 thousand guilders.", 0),
        ("Which had more ships, Lisse or Bremen?", "Lisse had 40 ships.", "Bremen had twelve ships.", 0),
        ("Which was more successful, Lisse or Bremen?", "Lisse had 40 ships.", "Bremen had twelve ships.", None),
        (
            "Which lasted longer, the siege or the truce?",
            "The siege lasted 40 days.",
            "The truce lasted three days.",
            0,
        ),
        (
            "Which lasted longer, the siege or the truce?",
            "The siege lasted 40 days.",
            "The truce would last 300 days.",
            None,
        ),
        ("Which was larger, Lisse or Bremen?", "Lisse had 400 people.", "The 300 people of Bremen fled.", None),
        ("Who died first, Anna Vries or Ben Smit?", "Anna Vries died in 1832.", "Ben Smit died in May 1840.", 0),
        (
            "Who died first, Anna Vries or Ben Smit?",
            "Anna Vries died in 1832.",
            "The father of Ben Smit died in May 1840.",
            None,
        ),
        (
            "Which was built first, the mill or the barn?",
            "The mill was built in 1832.",
            "Smit built the barn in 1840.",
            0,
        ),
        (
            "Which was built first, the mill or the barn?",
            "The mill was built in 1832.",
            "Smit built the barn door in 1840.",
            None,
        ),
        (
            "Which was built first, the mill or the barn?",
            "The mill was rebuilt in 1832.",
            "The barn was built in 1840.",
            None,
        ),
        (
            "Which was built first, the mill or the barn?",
            "The mill was built in 1832 and burnt in 1850.",
            "The barn was built in 1840.",
            None,
        ),
        (
            "Which was formed earlier, the Guild or the Watch?",
            "The Guild came into being after the flood of 1804, when four towns met.",
            "Established in 1793, the Watch was the first of its kind.",
            1,
        ),
        (
            "Which came last, the Pact or the Talks?",
            "On 21 October 1894 the two towns signed the Pact in Lisse.",
            "The Talks, which opened in Riga in August 1903, had members.",
            1,
        ),
        (
            "Which came first, the Pact or the entry of Lisse?",
            "Although the Pact was in place by then, the renewal of the Pact in 1860 led to riots.",
            "Shortly after the signing of the Peace in 1851, Lisse asked for the entry of Lisse.",
            None,
        ),
    ],
)
def test_which_of_two_leads_only_where_date_or_figure_is_surely_its_own(
    question: str, one: str, other: str, first: int | None
) -> None:
    chosen = choice(question)
    assert chosen is not None
    assert foremost(question, chosen[1:], ((one, ""), (other, ""))) == first
