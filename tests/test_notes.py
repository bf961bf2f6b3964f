"""Markers find their notes, and short forms the works they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Span
from ingest.notes import find_markers, link_notes, scopes_of
from ingest.short_forms import resolve, resolve_works, works_in

PAN = "Liang Pan, The Harbour and the Charter (Cambridge: Lantern, 2005), p. 143."
OGATA = "Sadako Ogata, “A Changing Role,” Journal of Affairs, 37 (1), 1983, pp. 33–34."
TWO = "Kaoru Kurusu, “Norms,” Review, 18 (2), 2011, p. 5; Tomiichi Murayama, “Statement,” New York, 1995."


def meanings(*texts: str, bibliography: tuple[str, ...] = ()) -> list[tuple[str | None, str | None, str | None]]:
    return resolve(texts, [str(number) for number in range(1, len(texts) + 1)], bibliography)


@pytest.mark.parametrize(
    "short",
    [
        "Ibid.",
        "*Ibid.*, p. 164.",
        "Ibid., pp. 12–14; but see Chapter 3.",
        "ibid 45",
        "Id. at 5.",
        "Ebd., S. 12.",
        "同上、45頁。",
        "Liang Pan, no. 1.",
        "Liang Pan, no. 1, p. 125.",
        "Pan, n. 1, at 12.",
        "Pan (n 1) 143.",
        "See Pan, supra note 1, at 45.",
        "Supra note 1, p. 3.",
        "See note 1 above.",
        "Pan, op. cit., p. 5.",
        "Pan, op. cit. (note 1), p. 5.",
        "Op. cit., p. 5.",
        "Loc. cit.",
        "Pan, Harbour and the Charter, p. 9.",
        "Pan, *Harbour and the Charter*, 9–11.",
        "Pan, p. 143.",
        "Pan, no. 1, p. 120, lists eleven of them.",
        "Cf. Pan, Anm. 1, S. 7.",
    ],
)
def test_short_forms_lead_to_the_full_reference(short: str) -> None:
    assert meanings(PAN, short)[1] == ("1", PAN, None)


@pytest.mark.parametrize(
    "text",
    [
        OGATA,
        "Edward Luck, Asian Survey, vol. 35, no. 3, 1995, pp. 237–252.",
        "Asian Survey, no. 1, 1999.",
        "Security Council Resolution 678, S/RES/678, November 29, 1990.",
        "The author thanks two readers.",
        "Cabinet Office, Opinion Poll, 1988.",
    ],
)
def test_full_references_are_no_short_forms(text: str) -> None:
    assert meanings(PAN, text)[1] == (None, None, None)


def test_chains_are_followed() -> None:
    found = meanings(PAN, "Liang Pan, no. 1.", "Ibid., p. 164.", "Ibid.", OGATA, "Ibid., p. 2.", "Pan, no. 3.")
    assert [meaning[0] for meaning in found] == [None, "1", "1", "1", None, "5", "1"]


def test_a_note_of_several_works_gives_the_one_named() -> None:
    found = meanings(TWO, "Murayama, no. 1.", "Kurusu, no. 1, p. 7.", "Ibid.")
    assert [meaning[0] for meaning in found[1:]] == ["1", "1", "1"]
    assert found[1][1] is not None and found[1][1].startswith("Tomiichi Murayama")
    assert found[2][1] is not None and found[2][1].startswith("Kaoru Kurusu") and "Murayama" not in found[2][1]


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (("Ibid., p. 5.",), "no earlier note"),
        ((PAN, "Ogata, no. 7."), "no note 7"),
        ((PAN, "Ogata, no. 1."), "names no"),
        ((PAN, "Ogata, op. cit., p. 3."), "no earlier note gives"),
        ((PAN, "See note 3 above.", OGATA), "stands later"),
    ],
)
def test_what_leads_nowhere_says_why(texts: tuple[str, ...], why: str) -> None:
    found = meanings(*texts)
    index = max(i for i, text in enumerate(texts) if text not in (PAN, OGATA))
    assert found[index][1] is None
    assert found[index][2] is not None and why in found[index][2]


def test_shortened_notes_lead_into_the_bibliography() -> None:
    entry = "Pan, Liang. The Harbour and the Charter. Cambridge: Lantern, 2005."
    assert meanings("Pan, Harbour, 12.", "Pan 2005, 12.", bibliography=(entry,)) == [(None, entry, None)] * 2


def test_a_work_cited_again_leads_where_the_note_before_led_in_the_bibliography() -> None:
    harbour, eel = "Pan, Wei. *Harbour Lines*. Oudam: Vos, 1999.", "Smit, Anna. *The Eel*. Lisse: Vos, 1980."
    full = "Wei Pan, *Harbour Lines* (Oudam, 1999), p. 7."
    found = meanings(full, "Smit, The Eel, p. 1.", "Pan, op. cit., p. 9.", bibliography=(harbour, eel))
    assert found == [(None, harbour, None), (None, eel, None), (None, harbour, None)]
    assert "no earlier note" in (meanings("Pan, op. cit., p. 9.", bibliography=(harbour,))[0][2] or "")


def test_works_part_at_semicolons_outside_brackets() -> None:
    text = "A. One, First (Oxford; New York: Press, 2001); B. Two, Second."
    assert [text[span.start : span.end] for span in works_in(text)] == [text[:45], "B. Two, Second."]


@given(st.lists(st.text(max_size=80), max_size=12))
def test_any_notes_resolve(texts: list[str]) -> None:
    for meaning in meanings(*texts):
        assert meaning[1] is None or any(meaning[1] in text for text in texts)


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("One claim.¹ Two claims.² An area of 5 km² and 10² more.", ["1", "2"]),
        ("One claim.[1] Two claims [2].", ["1", "2"]),
        ("One claim.<sup>1</sup> Two claims<sup>2</sup>.", ["1", "2"]),
        ("One claim.^1^ Two claims.^2^", ["1", "2"]),
        ("One claim.[^1] Two claims.[^b]", ["1", "b"]),
        ("One claim.1 Two claims.2 In 1990 it was 3.", ["1", "2"]),
    ],
)
def test_markers_of_every_style(body: str, numbers: list[str]) -> None:
    markers = find_markers(body, [Span(0, len(body))], numbers)
    assert [marker.number for marker in markers] == numbers


def test_a_marker_may_name_several_notes() -> None:
    body = "All agree.[1, 3–5] One does not.[2]"
    assert [m.number for m in find_markers(body, [Span(0, len(body))], list("12345"))] == ["1", "3", "4", "5", "2"]


def test_notes_that_restart_belong_to_their_chapter() -> None:
    text = "A.¹ B.² 1 x 2 y C.¹ D.² 1 z 2 w"
    assert scopes_of(["1", "2", "1", "2"]) == [0, 0, 1, 1]
    spans = [Span(10, 11), Span(14, 15), Span(26, 27), Span(30, 31)]
    body = [Span(0, 7), Span(16, 23)]
    notes = link_notes(text, list(zip(["1", "2", "1", "2"], spans, strict=True)), [[], [], [], []], body)
    assert [note.markers[0].start for note in notes] == [2, 6, 18, 22]


def test_all_notes_at_the_end_of_a_book() -> None:
    body = "A.¹ B.² C.³ Next chapter. D.¹ E.² "
    text = body + "1 a 2 b 3 c 1 d 2 e"
    starts = [len(body) + offset for offset in (2, 6, 10, 14, 18)]
    notes = link_notes(
        text, [(n, Span(s, s + 1)) for n, s in zip("12312", starts, strict=True)], [[]] * 5, [Span(0, len(body))]
    )
    assert [note.scope for note in notes] == [0, 0, 0, 1, 1]
    assert [text[note.markers[0].start - 2] for note in notes] == list("ABCDE")


def test_works_joined_by_and_are_followed_each_by_itself() -> None:
    texts = [
        "See, for example, J. J. Weir Korver, ‘The Lisse Mills: A Study of Rye’, Mill Journal, 3 (2008), pp. 4–9.",
        "Weir Korver, ‘Lisse Mills’, and N. E. Smit, The Rye Trade (Oudam, 1976).",
        "Archive of Lisse, 12/3, report of 1944. See also A. Vries and D. Boom, ‘The Secret Millers’, Eel, 4 (2019).",
        "Weir Korver, ‘Lisse Mills’, p. 6.",
        "Vries and Boom, ‘Secret Millers’, p. 9, and Smit, Rye Trade, p. 3.",
    ]
    found = meanings(*texts)
    assert [refers for refers, _, _ in found] == [None, "1", None, "1", "3"]
    assert found[4][1] == "See also A. Vries and D. Boom, ‘The Secret Millers’, Eel, 4 (2019)."
    assert found[3][1] is not None and "Mill Journal" in found[3][1]


def test_parts_of_a_work_lead_to_the_note_that_gives_it() -> None:
    texts = ["The Lisse Weirs Act, 3 May 1990.", "Art. 15bis (5), supra note 1, para. 2.", "Id,. para. 3.",
             "See references in fn. 1, 2.", "Res. 6, supra note 9."]  # fmt: skip
    found = meanings(*texts)
    assert [refers for refers, _, _ in found][:4] == [None, "1", "1", "1"]
    assert found[1][1] == texts[0] and found[4][2] == "there is no note 9"


def test_a_short_form_may_be_the_words_that_a_note_hangs_on() -> None:
    texts = ["U.N. Doc. 183/9, 17 July 1998.", "Rome Statute, supra note 1, Art. 120.", "Oudam Treaty, supra note 1."]
    before = ["to become a party to the Rome Statute of the Court", "", ""]
    found = resolve(texts, ["1", "2", "3"], (), before)
    assert found[1] == ("1", texts[0], None)
    assert found[2][2] == "note 1 names no 'Oudam Treaty'"


WEIR = "H. Weir, The Rise of the Rye Mills, 1860–1914 (London, 1980)."
SLUICE = "A. Smit, ‘The Last Sluices of Lisse, 1898–1905’, Mill Journal, 6, 1 (1963), pp. 59–90."


@pytest.mark.parametrize(
    ("full", "short"),
    [
        (WEIR, "Weir, Rise of the Rye Mills, p. 464. Emphasis in the original."),
        (WEIR, "Weir, Rise of the Rye Mills. The book began a whole school of milling. See https://example.org/mills."),
        (WEIR, "Weir, Rise of the Rye Mills, 152 f. A later study, of 2014, disagrees."),
        (SLUICE, "Smit, ‘Last Sluices’. The article was much discussed."),
        (SLUICE, "Smit, ‘The Last Sluices of Lisse, 1898–1905’, p. 5."),
        (WEIR, "Herodotus, quoted in Weir, Rise of the Rye Mills, p. 198."),
        (WEIR, "This is at odds with the view that ‘no mill is ever constant’, Weir, Rise of the Rye Mills, p. xv."),
        (WEIR, "Weir , Rise of the Rye Mills, p . 55."),
        (WEIR, "See, for example, Ibid., p. 7."),
        (WEIR, "Siehe das Urteil in der Fußnote Nr. 1."),
        ('A. Weir , "The Rye Mills", Eel 3 (1975), 3-9 .', '"The Rye Mills", Cited Above, Note 1.'),
    ],
)
def test_short_forms_among_other_words_lead_to_the_full_reference(full: str, short: str) -> None:
    found = meanings(full, short, "Ibid., p. 9.")
    assert found[1] == ("1", full, None)
    assert found[2] == ("1", full, None)


def test_a_short_form_with_a_sentence_is_no_full_reference() -> None:
    later = [
        "Weir, Rise of the Rye Mills. For reviews from an older generation, see D. Boom, Eel (2015).",
        "Weir, Rise of the Rye Mills, p. 9. It was translated in 1990.",
        "Weir, Rise of the Rye Mills, p. 57.",
    ]
    assert [refers for refers, _, _ in meanings(WEIR, *later)[1:]] == ["1", "1", "1"]


@pytest.mark.parametrize(
    "text",
    [
        "Smit, Anna. The Rye Trade of Lisse. Oudam, Eel, 1976.",
        "Smit, ‘The Last Sluices’. Mill Journal 3 (1976), pp. 3–9.",
        "Smit, N. (2006). Breaking the dykes. Eel Books.",
        "SMIT, Anna; WEIR, Hendrik. The Rye Trade. Oudam: Eel, 1976.",
        "D. Boom, ‘The Eel Trap’, in Weir, Rise of the Rye Mills, pp. 91–113.",
    ],
)
def test_a_work_told_in_full_stays_its_own_reference(text: str) -> None:
    first = "Smit, Anna, ‘The Last Sluices’, The Rye Trade of Lisse (Oudam, 1976)."
    assert meanings(WEIR, first, text)[2] == (None, None, None)


def test_authors_are_looked_for_before_their_title() -> None:
    quoting = (
        "J. Weir, ‘How to Escape the Eels’, speech given at the Lisse Forum for Weirs and Waterways, Oudam, "
        "22 March 2019, as quoted in H. H. Vries, Escaping the Eels: A Dialogue (Oudam, 2023), pp. 82–3."
    )
    review = "D. Boom, ‘Comments on Vries and Escaping the Eels’, Eel, 4 (2024), p. 3."
    found = meanings(quoting, review, "Vries, Escaping the Eels, p. 7.")
    assert found[2] == ("1", "H. H. Vries, Escaping the Eels: A Dialogue (Oudam, 2023), pp. 82–3.", None)


def test_of_several_works_the_one_with_the_title_behind_its_author_is_meant() -> None:
    texts = [
        "Jonker, Labour and the Law of Dykes (Oudam, 2011), p. 1.",
        "Jonker, Collective Dykes, in A. Smit (ed.), The Transformation of Labour Law of Dykes (Lisse, 2012), p. 201.",
        "Jonker, Labour and the Law of Dykes, p. 4.",
    ]
    assert meanings(*texts)[2][0] == "1"


def test_a_second_sentence_tells_of_another_work() -> None:
    note = f"{WEIR} The best account of this school remains J. Vries, ‘Mills Revisited’, Eel, 83, 3 (2011), pp. 5–9."
    found = meanings(note, "Vries, ‘Mills Revisited’, p. 6.", "Weir, Rise of the Rye Mills, p. 2.")
    assert found[1][1] == "J. Vries, ‘Mills Revisited’, Eel, 83, 3 (2011), pp. 5–9."
    assert found[2][1] == WEIR


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ((SLUICE, "Weir, Rise of the Rye Mills, p. 464."), "no earlier note gives a full reference to 'Weir'"),
        (
            (SLUICE, "Weir, Rise of the Rye Mills, p. 464.", "Ibid.", "Ibid."),
            "it means note 2, which leads nowhere: no ",
        ),
        (
            (SLUICE, "See above.", "The literature is gathered by A. Smit, Fußnote 2, S. 9."),
            "names no 'A. Smit'; note 1 does",
        ),
        ((SLUICE, "See above.", "A. Smit, The Last Sluices, note 2 above, 7."), "names no 'A. Smit'; note 1 does"),
    ],
)
def test_an_unresolved_short_form_says_why(texts: tuple[str, ...], why: str) -> None:
    _, full, reason = meanings(*texts)[-1]
    assert full is None
    assert reason is not None and why in reason and reason.count("it means") < 2


def test_a_note_stands_for_its_first_work_not_for_the_prose_before_it() -> None:
    found = meanings(WEIR, "There is no doubt in Lisse about any of this. See Weir, Rise of the Rye Mills, p. 2.")
    assert found[1] == ("1", WEIR, None)


def test_every_work_of_a_note_has_its_meaning() -> None:
    texts = [WEIR, SLUICE, "Ibid., p. 60; D. Boom, The Eel (Oudam, 1990); Weir, Rise of the Rye Mills, p. 2."]
    works = resolve_works(texts, ["1", "2", "3"])[2]
    assert [texts[2][work.span.start : work.span.end] for work in works][1] == "D. Boom, The Eel (Oudam, 1990)"
    assert [work.meaning for work in works] == [("2", SLUICE, None), None, ("1", WEIR, None)]


def test_more_figures_than_a_note_has_number_nothing() -> None:
    row = "1" * 5000  # more than Python makes a number of
    assert scopes_of(["1", row, "2"]) == [0, 0, 0]
    assert find_markers(f"The mill stood.{'¹' * 5000} It fell.", [Span(0, 5024)], ["1", "2"]) == ()
