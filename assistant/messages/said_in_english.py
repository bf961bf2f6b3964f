"""What Pincite itself says around the documents' words, in English. This file doesn't know when anything is said."""

from __future__ import annotations

from assistant import prompts
from assistant.messages.said_sentences import Sentences

ENGLISH = Sentences(
    quotes="“{}”",
    joining=" and ",
    refusal=prompts.REFUSAL,
    empty=prompts.REFUSAL_EMPTY,
    limited=prompts.REFUSAL_LIMITED,
    missing_one="{} stands in none of them.",
    missing_many="{} stand in none of them.",
    meant="Did you mean {}?",
    nothing_of="The nearest passages say nothing of {}.",
    silent="{1} stands nowhere in {0}.",
    unfound="No sentence of {} tells enough of it.",
    unanswered="No answer was found to {}.",
    less_sure="It is less sure that {} is answered.",
    absent_one="{} stands in none of the documents: see whether this answers the question.",
    absent_many="{} stand in none of the documents: see whether this answers the question.",
    unborne="The passages found say nothing of {}: see whether they answer the question.",
    apart="The question seems to be in {0}, the documents are in {1}: ask in {1}.",
    across="The question seems to be in {0}, what is cited is in {1}: see whether it answers.",
    nearest_in="What comes nearest is in {0}: ask in {0} too.",
    names="English|German|French|Spanish|Italian|Portuguese|Dutch|Japanese|Korean|Chinese|Russian",
    either=" or ",
    labels="DOI|ISBN|Pages|Issue|Editors|Licence|Funding|Publisher|Published in|Author|Year|Title",
    unstated="{0} does not state its {1}.",
    note="Note {}",
    passage="The passage: ",
    is_note="“{0}” is note {1}: ",
    this_is_note="That is note {}: ",
    in_list="“{}” is in the list of works: ",
    this_in_list="In the list of works: ",
    again_in="again in {}",
    no_note="There is no note {0} in {1}, whose notes go up to {2}.",
    no_naming="No note or list of works names {}.",
    no_section="“{0}” has no section {1}.",
    no_pages="Nothing is known of the pages of these documents.",
    several_paged="Several documents have pages: name the one that you mean.",
    no_page="{0} has no page {1}",
    pages=": its pages go from {0} to {1}",
    goes_on="The page goes on: these are its first {} sentences.",
    hangs_none="No note hangs on the sentences of the answer before.",
    checked="These are the documents' own words, each checked against the place that it cites.",
)
