"""The words in which the record is asked about, as patterns of a text in small letters."""

from __future__ import annotations

DOCUMENT = r"(?:letter|reply|response|paper|submission|answer|document|statement)"
DOCUMENTS = r"(?:letters|replies|responses|papers|submissions|answers|documents|correspondence)"
ANY_DOCUMENT = rf"(?:{DOCUMENTS}|{DOCUMENT})"
REPORT = r"(?:report|inspection|assessment)"
REPORTS = rf"{REPORT}s"
ANSWER = (
    r"(?:answer(?:s|ed|ing)?|respon(?:d|ds|ded|ding)|repl(?:y|ies|ied|ying)"
    r"|comment(?:s|ed|ing)?\s+on|wr(?:ite|ites|ote|itten|iting)|dealt\s+with)"
)
OFFICE = r"(?:(?:police(?:,)?\s+)?(?:fire\s+)?(?:and\s+)?(?:crime\s+)?commissioner|p(?:f)?cc|mayor)"
LATEST = r"(?:latest|newest|most\s+recent(?:ly)?|last|current)"
FIRST = r"(?:first|earliest|oldest)"

# Words that carry no matter. What is left of a question beside these, the names that became
# filters and the words of its kind, is something that only a passage can answer.
_PUTTING = """
a about all also an and any are as at be been being between both by can did do does each ever every
for from get give gave given got had has have how i in into is it it's its many me my of on one only
or our ours over own please show since so tell that the their theirs them there these they this
those to total together under until up us was we were what what's when where which while who who's
whom whose will with would yet you your
ago beginning check confirm count date dated day end far know list month months name now number
remind start time times year years
""".split()
_RECORD = """
answer answers assessment assessments board document documents correspondence inspection inspections
letter letters paper papers reply replies report reports response responses statement statements
submission submissions
back database file files held hold library record records
bodies body chief commissioner commissioner's commissioners constable constabulary crime fire force
forces hmic hmicfrs home inspector inspectorate inspectorate's inspectors mayor national office opcc
pcc pccs peel pfcc police secretary
current earliest first last latest most newest oldest recent recently
""".split()
PLAIN = frozenset(_PUTTING) | frozenset(_RECORD)
# What is done with a letter.
WRITING = frozenset(
    """
    answered answering comment commented comments issue issued posted publish published replied
    reply replying respond responded responding responds send sends sent sign signed submitted
    went write writes writing written wrote
    """.split()
)
