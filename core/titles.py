"""Words that stand around a name and are no part of it, or may be one."""

# Written before or after a name, and nobody's name.
TITLES = frozenset(
    "mr mrs miss ms mx dr prof professor sir dame rev revd reverend fr imam rabbi cllr councillor"
    " ald alderman pc pcso dc ds dci sgt sergeant insp inspector supt superintendent acc dcc cc det"
    " detective capt captain maj col colonel mbe obe cbe kbe dbe gbe bem qpm kpm qgm gc gm jp dl kc"
    " qc mp mla msp phd dphil md llb llm bsc msc mba frsa fcipd jr jnr sr snr ii iii iv esq".split(
        " "
    )
)
# The same, but there are people who are called so.
NAMES_TOO = frozenset(
    "bishop canon chief constable dean father hon hons judge junior king lady lord major ma ba"
    " marshal pastor prince prior senior sister".split(" ")
)
# Small words between the first name and the family name.
PARTICLES = frozenset(
    "de del della di da dos das do du des la le van von der den ter ten zu bin binti ibn abu al el"
    " ap ab ferch ben bat o ni mac mc y e".split(" ")
)
# What people put in brackets behind a name that is no name.
ASIDES = frozenset(
    "he him his she her hers they them their chair vice vice-chair member secretary observer police"
    " lead officer interpreter deputy acting retired former née nee".split(" ")
)
# First names that are ordinary words when they have no capital.
WORDS_TOO = frozenset(
    "angel april art august bill carol chase christian clay cliff daisy dale dawn dean drew eve"
    " faith frank gene grace grant guy harry heath heather holly hope iris ivy jack jean joy june"
    " lance lily mark max may miles nick norm olive pat pearl penny pet ray rich rob rod rose ruby"
    " sandy skip sue summer victor violet wade ward will woody".split(" ")
)
HONORIFICS = "先生 女士 小姐 太太 さん 様 氏".split(" ")  # behind a name, in Chinese and Japanese
