"""What asks for a document's author, year, journal, … in other languages than English: words only; about.py answers."""

from __future__ import annotations

import re

# A work of one's own kind, not what is told of in it ("Wer schrieb den Brief?").
WORKS = {
    "de": r"(?:[\w-]*(?:aufs(?:a|ä)tz(?:es|e)?|artikels?|kapitels?|b(?:u|ü)ch(?:es|er)?|studie|arbeit|beitrag(?:s|es)?"
    r"|texte?s?|dokuments?|berichts?|werke?s?|essays?))",
    "fr": r"(?:articles?|chapitre|livre|ouvrage|étude|texte|document|rapport|essai|travail)",
    "es": r"(?:artículo|articulo|capítulo|libro|obra|estudio|texto|documento|informe|ensayo|trabajo)",
    "it": r"(?:articolo|capitolo|libro|opera|studio|testo|documento|rapporto|saggio|lavoro)",
    "pt": r"(?:artigo|capítulo|livro|obra|estudo|texto|documento|relatório|ensaio|trabalho)",
    "nl": r"(?:artikel|hoofdstuk|boek|werk|studie|tekst|document|rapport|essay|opstel|bijdrage)",
    "ja": r"(?:論文|記事|文書|本|著作|研究|章|報告|資料)",
    "zh": r"(?:论文|文章|論文|文档|书|著作|研究|章|报告|资料)",
}


def _fields(work: str, **asking: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    everywhere = {"doi": r"\bdoi\b", "isbn": r"\bisbn"}
    named = {**everywhere, **asking}
    return tuple((field, re.compile(pattern.replace("WORK", work), re.I)) for field, pattern in named.items())


# By language: each field of the metadata, and what asks for it; the first that does is it.
FIELDS = {
    "de": _fields(
        rf"\b{WORKS['de']}\b",
        editors=r"\bwer\b.*\b(?:herausgegeben|gab\b.*\bheraus)|\bwer (?:ist|sind|war|waren) (?:der|die) herausgeber",
        licence=r"\bliz[ae]nz\b.*WORK|WORK.*\blizenz\b",
        publisher=r"\b(?:in )?(?:welchem|welcher) verlag\b",
        container=r"\b(?:in )?welche[rmns]? (?:zeitschrift|sammelband|zeitung|reihe|jahrbuch)\b"
        r"|\bwo (?:erschien|ist|wurde)\b.*WORK.*(?:erschienen|veröffentlicht|publiziert|^[^?]*\?$)",
        authors=r"\bwer (?:schrieb|verfasste|verfaßte)\b.*WORK|\bwer (?:hat|ist|war|sind)\b.*WORK"
        r".*\b(?:geschrieben|verfasst|verfaßt)\b|\bvon wem (?:ist|stammt|wurde)\b.*WORK"
        r"|\bwer (?:ist|sind|war) (?:der|die) (?:autor\w*|verfasser\w*)\b"
        r"|^(?:der |die )?(?:autor|verfasser)\w* (?:des|der|von)\b.*WORK"
        r"|\bwie heißt (?:der|die) (?:autor|verfasser)\w*\b",
        year=r"\b(?:wann|in welchem jahr)\b.*WORK.*\b(?:erschienen|veröffentlicht|publiziert|geschrieben|verfasst)\b"
        r"|\b(?:wann|in welchem jahr) erschien(?:en)?\b.*WORK"
        r"|\berscheinungsjahr\b|\baus welchem jahr (?:ist|stammt)\b.*WORK",
        title=r"\bwie (?:heißt|lautet)\b.*\b(?:titel|überschrift)\b|\bwie heißt (?:der|das|die) WORK",
    ),
    "fr": _fields(
        rf"\b{WORKS['fr']}\b",
        editors=r"\bqui (?:a )?(?:dirigé|édité)\b.*WORK|\bqui sont les directeurs\b.*WORK",
        licence=r"\blicence\b",
        publisher=r"\bquel(?:le)? (?:éditeur|maison d[’']édition)\b|\bqui a publié\b.*WORK",
        container=r"\b(?:dans )?(?:quelle revue|quel (?:journal|recueil|volume|périodique)|quels cahiers)\b"
        r"|\boù (?:a|est|fut)\b.*WORK.*\b(?:paru|publié)",
        authors=r"\bqui (?:a écrit|écrivit|a rédigé|signe)\b.*WORK|\b(?:quel|qui) est l[’']auteure?\b"
        r"|\b(?:quels|qui) sont les auteurs\b|\bde qui est\b.*WORK|^(?:l[’'])?auteure? (?:de|du)\b.*WORK"
        r"|\bpar qui\b.*WORK",
        year=r"\b(?:quand|en quelle année)\b.*WORK.*\b(?:par(?:u|ut|aît)|publiée?|écrite?|sortie?)\b"
        r"|\b(?:quand|en quelle année) (?:est |a )?(?:paru|parut|publié)e?\b.*WORK"
        r"|\bannée de (?:publication|parution)\b|\bde quand date\b.*WORK",
        title=r"\bquel est le titre\b|\bcomment s[’'](?:intitule|appelle)\b.*WORK",
    ),
    "es": _fields(
        rf"\b{WORKS['es']}\b",
        editors=r"\bqui[ée]n(?:es)? edit(?:ó|aron)\b.*WORK|\bqui[ée]nes son los editores\b",
        licence=r"\blicencia\b",
        publisher=r"\bqu[ée] editorial\b",
        container=r"\b(?:en )?(?:qu[ée]|cuál) (?:es la )?(?:revista|publicación)\b"
        r"|\bd[óo]nde (?:se publicó|apareció|fue publicado)\b.*WORK",
        authors=r"\bqui[ée]n(?:es)? (?:escribió|escribieron|redactó|firma|ha escrito)\b.*WORK"
        r"|\bqui[ée]n(?:es)? (?:es|son) (?:el|la|los|las) autor\w*\b"
        r"|\bde qui[ée]n es\b.*WORK|^(?:el |la )?autora? del?\b.*WORK",
        year=r"\b(?:cu[áa]ndo|en qu[ée] año)\b.*\b(?:public|apareci|escrib|sali)\w*\b.*WORK"
        r"|\b(?:cu[áa]ndo|en qu[ée] año)\b.*WORK.*\b(?:public|apareci|escri)\w*|\baño de publicación\b",
        title=r"\b(?:cu[áa]l es el|qu[ée]) título\b|\bc[óo]mo se (?:titula|llama)\b.*WORK",
    ),
    "it": _fields(
        rf"\b{WORKS['it']}\b",
        editors=r"\bchi ha curato\b",
        licence=r"\blicenza\b",
        publisher=r"\bquale (?:editore|casa editrice)\b|\bchi ha pubblicato\b.*WORK",
        container=r"\b(?:in )?(?:quale|che) (?:rivista|volume|periodico|giornale)\b"
        r"|\bdove (?:è (?:uscito|stato pubblicato|apparso)|uscì|apparve)\b.*WORK",
        authors=r"\bchi (?:ha scritto|scrisse|firma)\b.*WORK|\bchi (?:è l[’']autor|sono gli autor)\w*\b"
        r"|\bdi chi è\b.*WORK|^(?:l[’'])?autor(?:e|i|ice) (?:del|di)\w*\b.*WORK",
        year=r"\b(?:quando|in (?:che|quale) anno)\b.*\b(?:uscit|pubblicat|appars|scritt|usc[iì]|apparve)\w*\b.*WORK"
        r"|\b(?:quando|in (?:che|quale) anno)\b.*WORK.*\b(?:uscit|pubblicat|appars|scritt)\w*"
        r"|\banno di pubblicazione\b",
        title=r"\b(?:qual è il|quale) titolo\b|\bcome (?:si intitola|s[’']intitola)\b",
    ),
    "pt": _fields(
        rf"\b{WORKS['pt']}\b",
        editors=r"\bquem (?:organizou|editou)\b.*WORK",
        licence=r"\blicença\b",
        publisher=r"\bque(?:l|al)? editora\b",
        container=r"\b(?:em )?(?:que|qual) (?:é a )?(?:revista|publicação|boletim)\b"
        r"|\bonde (?:foi publicado|saiu|apareceu)\b.*WORK",
        authors=r"\bquem (?:escreveu|redigiu|assina)\b.*WORK|\bquem (?:é [oa]|são [oa]s) autor\w*\b|\bde quem é\b.*WORK"
        r"|^(?:[oa] )?autora? d[oa]\b.*WORK",
        year=r"\b(?:quando|em que ano)\b.*\b(?:public|saiu|aparec|escri)\w*\b.*WORK"
        r"|\b(?:quando|em que ano)\b.*WORK.*\b(?:public|saiu|aparec|escri)\w*|\bano de publicação\b",
        title=r"\b(?:qual é o|que) título\b|\bcomo se (?:intitula|chama)\b.*WORK",
    ),
    "nl": _fields(
        rf"\b{WORKS['nl']}\b",
        editors=r"\bwie (?:heeft|redigeerde)\b.*\bgeredigeerd\b",
        licence=r"\blicentie\b",
        publisher=r"\bwelke uitgever(?:ij)?\b",
        container=r"\b(?:in )?welk(?:e)? (?:tijdschrift|bundel|krant|jaarboek|blad)\b"
        r"|\bwaar (?:verscheen|is)\b.*WORK(?:.*\b(?:verschenen|gepubliceerd)\b|\b)",
        authors=r"\bwie (?:schreef|heeft|is|zijn)\b.*WORK(?:.*\bgeschreven\b)?"
        r"|\bwie (?:is|zijn) de (?:auteur|schrijver)s?\b|\bvan wie is\b.*WORK"
        r"|^(?:de )?(?:auteur|schrijver) van\b.*WORK",
        year=r"\b(?:wanneer|in welk jaar)\b.*WORK.*\b(?:verschenen|gepubliceerd|geschreven|uitgekomen)\b"
        r"|\b(?:wanneer|in welk jaar) verscheen\b.*WORK|\bjaar van (?:uitgave|verschijnen)\b",
        title=r"\b(?:wat is de|welke) titel\b|\bhoe heet (?:het|de) WORK",
    ),
    "ja": _fields(
        WORKS["ja"],
        publisher=r"出版社|発行所|発行者",
        container=r"(?:どの|何の|どんな|何という)(?:雑誌|学術誌|紀要|論集)|掲載誌|どこに(?:掲載|発表)",
        authors=r"著者(?:は|が|の名前は|名は)?(?:誰|だれ|どなた|何|[？?]|$)|筆者は(?:誰|だれ|どなた)|WORK.*(?:誰が|だれが)(?:書|著)|(?:誰が|だれが).*WORK.*(?:書|著)|(?:書|著)いた(?:の|人)は(?:誰|だれ)",
        year=r"(?:出版|発行|刊行|発表|掲載)(?:年|された(?:の|年)は|は(?:何年|いつ))|(?:いつ|何年に).*(?:出版|発行|刊行|発表|掲載)され",
        title=r"WORKの(?:題名|題|タイトル)|(?:題名|タイトル)は(?:何|なん)",
    ),
    "zh": _fields(
        WORKS["zh"],
        publisher=r"出版社",
        container=r"(?:哪|什么|何)(?:个|本|份|种|一本|一份)?(?:期刊|杂志|刊物|学报)|(?:刊登|发表)(?:在|于)(?:哪|什么|何)",
        authors=r"作者(?:是|为|叫)?(?:谁|什么|哪|何人|[？?]|$)|谁是.*作者|(?:谁|何人)(?:写|著|撰)|由谁(?:写|著|撰)|是谁写的",
        year=r"(?:出版|发表|刊登)(?:年份|时间|于(?:哪年|何时|何年))|(?:哪(?:一)?年|什么时候|何时|何年)(?:出版|发表|刊登)",
        title=r"(?:标题|题目|篇名)是",
    ),
}
