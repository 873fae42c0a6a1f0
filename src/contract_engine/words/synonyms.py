"""A word of a question -> the groups of English words that it stands in, which mean the same.

They are of no agreement: whoever may acquire may buy. What the law tells apart is in no group:
to defend isn't to indemnify, nor to rent to buy, nor are earnings revenue.
"""

from __future__ import annotations

from functools import cache

from contract_engine.words.tokens import Token, tokenise

_GROUPS = """
buy | purchase | acquire | procure | obtain | pick up
rent | lease | hire
sell | vend | retail
serve | offer | provide | supply | deliver | make available
host | run | operate | deploy | put | run on | keep on
launch | release | ship | roll out | debut | start offering | introduce | bring out
stop | cease | quit | discontinue | shut down | halt | pull the plug on
terminate | end | cancel | call off | pull out of | get out of | walk away from
return | give back | hand back | send back | hand over | pay back | refund
pay | pay out | fork out | cough up | hand over | turn over | remit
repay | refund | reimburse | pay back | give back
delete | erase | remove | wipe | purge | destroy
notify | inform | tell | warn | alert | let know
access | look at | look into | see | view | read | inspect | peek at | peek inside | snoop in
    | poke around in | get into | open | get at
change | modify | alter | amend | edit | revise | update | rewrite | adjust | tweak
assign | transfer | hand over | pass on | hand on | sign over | make over
sublet | sublease | underlet | let on | rent out | let
disclose | reveal | share | divulge | pass on | leak | make public
suspend | block | freeze | lock | cut off | shut off | switch off | turn off | disable
sue | litigate | take to court | bring a claim | bring an action | go to court
defend | stand up for
display | show | exhibit
copy | duplicate | reproduce | clone | replicate
use | employ | utilise | utilize | exploit | work with | rely on | make use of
redistribute | distribute | pass on | give away | hand out | share
build | construct | put up | set up | erect | make
invest | put in | inject
develop | build | create | work on | pursue | go after | chase | make
fee | charge | bill
invoice | bill
share | cut | slice | portion
revenue | turnover | rev
percent | percentage
stake | shareholding | holding | equity | ownership
licence | permission to use
license | grant a licence to
consent | permission | approval | sign-off | go-ahead | green light | blessing | say-so |
    agreement | assent | okay | OK | nod | clearance | thumbs up
consents | approves | agrees | says yes | okays | gives permission | gives the green light | gives
    the go-ahead | signs off | allows it | is fine with it | is OK with it | nods it through
be on | sit on | live on | reside on | stay on | remain on | be hosted on | be kept on | be located
    on | be parked on | stick to | stick with
third party | third parties | another company | other companies | someone else | somebody else
    | outsiders | others | other people | other parties | another partner | other partners | a
    competitor | competitors | another firm | other firms | anyone else | anybody else
customer | client | buyer | end user
commercial | paying | for-profit
colleague | coworker | co-worker | teammate | another employee | another user | new user
affiliate | subsidiary | group company | sister company | parent company
alone | on its own | by itself | independently | solo | single-handedly | unilaterally |
    without partners | by themselves
jointly | together | in partnership | hand in hand
allowed on | allowed to be on
entitled to | rights to
permitted on | permitted to be on
back in | in
new products | products
new product | product
repositories | repos
declines | turns down | refuses | says no | passes | rejects | turns it down | passes on it |
    passes on the capacity | turns down the capacity | turns the capacity down |
    refuses the capacity | isn't interested
commitment | pledge | promise | undertaking
intellectual property | IP | technology | tech | know-how
compute | computing power | computing capacity | GPU capacity | server capacity | processing
    power | GPU time
data centre | datacentre | datacenter | server farm | data hall
government | federal government | feds | public sector | state | authorities
US government | federal government | feds | federal agencies | government agencies | American
    government | Uncle Sam
national security | defence | defense | military
reached | achieved | attained | hit | arrived | happened
verified | confirmed | validated | certified
verifies | confirms | validates | certifies
verification | confirmation | validation | certification
right of first refusal | first dibs | first call | ROFR
release | give away | put out | make public
embed | integrate | incorporate | link | include | bundle
repository | repo
exchange | convert | turn | swap | trade in
for a fee | against a fee | for rent | against payment | for money | for a price
paid | commercial
cloud | cloud provider | hyperscaler | cloud vendor
elsewhere | somewhere else | from others | from somebody else | from another cloud | on another
    cloud
another cloud | other clouds | a different cloud | other
    providers | another provider | a different provider | other vendors | another vendor | rival
    clouds | competing clouds | other people's servers
damage | loss | losses | harm
cap | limit | ceiling | maximum
liable | responsible | answerable | on the hook
uptime | availability
credit | compensation
notice | warning | heads-up
breach | violate | break | infringe | contravene
violation | breach | infringement
software | program | tool | product
source code | source | code
closed-source | proprietary
in production | for production | live | in a live system | in a live environment |
    productively
for profit | for money | commercially | as a paid service
expire | end | lapse | run out
deposit | security deposit | bond
tenant | renter | lessee
landlord | lessor
flat | apartment | unit
"""  # fmt: skip
"""Words that mean the same in a question, a group a line; a longer line goes on further in."""


@cache
def groups() -> dict[str, tuple[tuple[tuple[Token, ...], ...], ...]]:
    """Of each word's key the groups with a member that starts with it."""
    found: dict[str, dict[int, tuple[tuple[Token, ...], ...]]] = {}
    for number, line in enumerate(_GROUPS.replace("\n    ", " ").strip().splitlines()):
        members = tuple(tokenise(member.strip()) for member in line.split("|"))
        for member in members:
            found.setdefault(member[0].key, {})[number] = members
    return {key: tuple(groups.values()) for key, groups in found.items()}


@cache
def group_words() -> frozenset[str]:
    """Every word of a group, as it is written."""
    return frozenset(
        word.norm
        for some in groups().values()
        for members in some
        for member in members
        for word in member
    )
