"""Greetings, thanks and questions about the library in other languages than English, and what is said to them.

Words only; small_talk.py decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """One language: what greets, thanks, asks for help or for the library's documents; what is replied. `holds` is a
    form for their number and their titles, `and_more` one for how many aren't named."""

    greeting: re.Pattern[str]
    thanks: re.Pattern[str]
    held: re.Pattern[str]
    welcome: str
    ask: str
    empty: str
    holds: str
    and_more: str


def _phrases(greeting: str, thanks: str, held: str, *said: str) -> Phrases:
    called = "(?:,? ?pincite)?"
    return Phrases(re.compile(greeting + called), re.compile(thanks + called), re.compile(held), *said)


PHRASES = {
    "de": _phrases(
        r"(?:hallo|guten (?:tag|morgen|abend)|grüß gott|servus|moin|grüezi|wie geht(?: e|[’'])s(?: dir| ihnen)?|hilfe"
        r"|was kannst du|was können sie|wie funktioniert (?:das|dies))",
        r"(?:vielen dank|danke(?: schön| sehr| dir| ihnen)?|besten dank|tschüss|auf wiedersehen|gute nacht)",
        r"(?:welche|wie ?viele|was für) (?:dokumente|texte|dateien|aufsätze|artikel|bücher"
        r"|quellen)(?: (?:gibt es|sind (?:hier|da|es|das)"
        r"|hast du|haben sie|habe ich|enthält die bibliothek))?(?: (?:hier|da|in der bibliothek))?",
        "Gern geschehen. Fragen Sie jederzeit weiter.",
        "Fragen Sie, was in den Dokumenten steht; jeder Satz einer Antwort ist zitiert oder belegt.",
        "Es sind noch keine Dokumente da: erst welche hinzufügen, dann fragen.",
        "Die Bibliothek hat {0} Dokument(e): {1}.",
        " und {0} weitere",
    ),
    "fr": _phrases(
        r"(?:bonjour|bonsoir|salut|coucou|comment (?:ça va|allez-vous|vas-tu)|ça va|aide|à l[’']aide"
        r"|que (?:sais-tu|savez-vous) faire)",
        r"(?:merci(?: beaucoup| bien| à vous| à toi)?|mille mercis|au revoir|bonne (?:nuit|soirée|journée)"
        r"|à bientôt)",
        r"(?:quels|combien de|liste des|quels sont les) (?:documents|textes|fichiers|articles|livres|sources)"
        r"(?: (?:y a-t-il|avez-vous|as-tu|ai-je|sont (?:là|ici)|contient la bibliothèque))?(?: (?:ici"
        r"|dans la bibliothèque))?",
        "Je vous en prie. Posez d’autres questions quand vous voulez.",
        "Demandez ce que disent les documents ; chaque phrase d’une réponse est citée ou appuyée d’une référence.",
        "Il n’y a pas encore de documents : ajoutez-en, puis posez vos questions.",
        "La bibliothèque contient {0} document(s) : {1}.",
        " et {0} autres",
    ),
    "es": _phrases(
        r"(?:hola|buenos días|buenas(?: tardes| noches)?|qué tal|cómo (?:estás|está)|ayuda|qué puedes hacer)",
        r"(?:(?:muchas |mil )?gracias|adiós|hasta (?:luego|pronto))",
        r"(?:qué|cuántos|cuáles son los|lista de) (?:documentos|textos|archivos|artículos|libros|fuentes)"
        r"(?: (?:hay|tienes|tiene|tengo|son))?(?: (?:aquí|en la biblioteca))?",
        "De nada. Siga preguntando cuando quiera.",
        "Pregunte qué dicen los documentos; cada frase de una respuesta va citada.",
        "Todavía no hay documentos: añada alguno y después pregunte.",
        "La biblioteca tiene {0} documento(s): {1}.",
        " y {0} más",
    ),
    "it": _phrases(
        r"(?:ciao|salve|buongiorno|buonasera|come (?:va|stai|sta)|aiuto|cosa (?:sai|puoi) fare)",
        r"(?:(?:molte |mille )?grazie(?: mille)?|arrivederci|buonanotte)",
        r"(?:quali|quanti|elenco dei) (?:documenti|testi|file|articoli|libri|fonti)(?: (?:ci sono|hai|ha|ho))?"
        r"(?: (?:qui|nella biblioteca))?",
        "Prego. Continui pure a chiedere.",
        "Chieda che cosa dicono i documenti; ogni frase di una risposta è citata.",
        "Non ci sono ancora documenti: ne aggiunga, poi chieda.",
        "La biblioteca ha {0} documento/i: {1}.",
        " e altri {0}",
    ),
    "pt": _phrases(
        r"(?:olá|oi|bom dia|boa (?:tarde|noite)|como (?:está|estás|vai)|tudo bem|ajuda)",
        r"(?:(?:muito )?obrigad[oa]|adeus|até (?:logo|breve))",
        r"(?:que|quais|quantos|lista de) (?:documentos|textos|ficheiros|arquivos|artigos|livros"
        r"|fontes)(?: (?:há|existem|tenho|tem))?"
        r"(?: (?:aqui|na biblioteca))?",
        "De nada. Pergunte sempre que quiser.",
        "Pergunte o que dizem os documentos; cada frase de uma resposta é citada.",
        "Ainda não há documentos: adicione alguns e depois pergunte.",
        "A biblioteca tem {0} documento(s): {1}.",
        " e mais {0}",
    ),
    "nl": _phrases(
        r"(?:hoi|dag|goede(?:morgen|middag|navond)|goedemorgen|goedenavond|hoe gaat het|hulp)",
        r"(?:dank (?:je|u)(?: wel)?|bedankt|hartelijk dank|tot ziens)",
        r"(?:welke|hoeveel) (?:documenten|teksten|bestanden|artikelen|boeken|bronnen)(?: (?:zijn er|heb je"
        r"|heb ik))?(?: hier)?",
        "Graag gedaan. Vraag gerust verder.",
        "Vraag wat er in de documenten staat; elke zin van een antwoord is geciteerd.",
        "Er zijn nog geen documenten: voeg er eerst een toe.",
        "De bibliotheek heeft {0} document(en): {1}.",
        " en nog {0}",
    ),
    "ja": _phrases(
        r"(?:こんにちは|こんばんは|おはよう(?:ございます)?|はじめまして|もしもし|ヘルプ|助けて|使い方(?:は|を教えて(?:ください)?)?)",
        r"(?:(?:どうも)?ありがとう(?:ございます|ございました)?|さようなら|またね)",
        r"(?:どんな|どの|何の)(?:文書|資料|文献|ファイル)が(?:あり|入ってい)ますか|(?:文書|資料)はいくつありますか",
        "どういたしまして。いつでも質問してください。",
        "文書に書かれていることを質問してください。答えの文はすべて出典つきです。",
        "まだ文書がありません。追加してから質問してください。",
        "ライブラリには{0}件の文書があります：{1}。",
        "、ほか{0}件",
    ),
}
