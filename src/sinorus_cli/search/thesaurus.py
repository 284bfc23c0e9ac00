"""Words that mean one thing to a reader of this history; each line is one group.

People describe what happened in other words than the record: "ousted" for "removed",
"Manchurian" for "of Manchuria". A word belongs to one group alone, under its first word.
"""

from collections.abc import Callable

GROUPS = """
afghanistan afghan afghans
america american americans
asia asian
britain british english england anglo
buddhism buddhist buddhists
cambodia cambodian cambodians
china chinese sino
communism communist communists
cossack cossacks
crimea crimean
czechoslovakia czechoslovak czech
denmark danish dane danes
europe european europeans
france french frenchman franco
germany german germans
holland dutch netherlands
hungary hungarian
india indian indians
islam islamic muslim muslims moslem moslems
japan japanese
jesuit jesuits
kazakhstan kazakh kazakhs
korea korean koreans
manchuria manchurian
mongolia mongolian mongol mongols
orthodox orthodoxy
peking beijing
poland polish
portugal portuguese
russia russian russians russo
siberia siberian
soviet soviets ussr
sweden swedish swede swedes
taiwan taiwanese formosa
tibet tibetan tibetans
ukraine ukrainian
vietnam vietnamese
xinjiang sinkiang
abdicate abdication
adviser advisor advisers advisors expert experts engineer engineers specialist specialists technicians
agree agreement deal accord pact
aid help assist assistance support
alliance ally allies allied
ambassador envoy envoys emissary
annex annexation annexed seize seized seizure grab
army armies troops soldiers forces
arrest arrested jailed imprisoned detained
attack attacks attacked assault raid raids raided invade invaded invades invasion
bandit bandits brigand brigands robbers outlaws
bank banker banking
blacklist list lists
bomb bombing bombardment bombarded shelling shelled shell
border frontier boundary
build built construction construct constructed
buy bought purchase purchases purchased
capitulate surrender surrendered
caravan caravans
christian christians christianity
church churches
conquer conquered conquest
crush crushed suppress suppressed suppression
defeat defeated beat beaten
denounce denounced denunciation condemn condemned
demarcate demarcated demarcation delimit delimited delimitation
depart departed departure
doctrine ideology ideological
drug opium
emperor emperors
tsar tsars czar czars
execute executed execution hanged beheaded shot
exile exiled banished
expel expelled expulsion thrown ousted oust removed remove removal deposed overthrown overthrow toppled
famine hunger starvation
fight fought fighting battle clash clashes skirmish skirmishes
flee fled flight refugees refugee
found founded founding foundation establish established
friendship friendly amity
gain gained get got obtain obtained
give gave cede ceded hand handed
gold golden
gun guns cannon cannons artillery
indemnity indemnities reparations reparation compensation
interpreter interpreters translator translators
journey voyage
kill killed killing massacre massacred slaughter
kuomintang guomindang nationalist nationalists kmt
lake lakes
language languages tongue pidgin
launch launched start started begin began beginning
leader leaders leadership chief head
lease leased rent rented
leave left withdraw withdrew withdrawn withdrawal pull pulled pullout
letter letters note notes
loan loans credit credits
map maps
meet met meeting meetings talks summit
merchant merchants trader traders
missile missiles rocket rockets
missionary missionaries priest priests clergy
negotiate negotiated negotiations negotiator negotiators
north northern
south southern
east eastern
west western
northeast northeastern
northwest northwestern
nuclear atomic atom
oil petroleum
pipeline pipelines pipe
pilot pilots aviator aviators airmen
prisoner prisoners captive captives
railway railways railroad railroads
rebel rebels rebellion uprising revolt insurrection insurgents rising
recognise recognize recognition recognised recognized
reconcile reconciliation rapprochement normalization normalize normalise
recover recovered retake retakes retaken reconquer reconquest regain regained
renounce renounced renunciation waive waived
rifle rifles
sanction sanctions
sell sold sale sells
ship ships fleet navy naval
speech speak spoke address
spy spies
split schism rift
settle settled settlement settlements settlers colonists
tea teas
telegraph telegraphs
trade commerce commercial trading
visit visited visits travel travels travelled trip
war wars
weapon weapons arms armaments
worker workers labourers labour laborers
"""


_ONES = "one two three four five six seven eight nine".split()
_TEENS = """ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()


def numbers() -> dict[str, str]:
    """The words for the numbers from two to ninety-nine, hyphens left out, in digits."""
    tens = {word: (number + 2) * 10 for number, word in enumerate(_TENS)}
    small = {word: number + 1 for number, word in enumerate([*_ONES, *_TEENS])}
    joined = {a + b: tens[a] + small[b] for a in _TENS for b in _ONES}
    return {word: str(number) for word, number in (tens | small | joined).items() if number > 1}


def stems_of(stemmed: Callable[[list[str]], list[str]]) -> dict[str, str]:
    """The stem of every word of the groups, with the stem of its group's first word."""
    words = GROUPS.split()
    stem = dict(zip(words, stemmed(words), strict=True))
    found: dict[str, str] = {}
    for group in GROUPS.strip().splitlines():
        first, *others = group.split()
        for word in (first, *others):
            found.setdefault(stem[word], stem[first])
    return found
