"""Dutch words that are also names: standing alone they say too little to be sure of."""

from __future__ import annotations

from typing import Final

_WORDS: Final = """
    aap akker albert amber anker appel april arend arm art augustus baan baard baas bach bak bakker bal balk band
    bank bas beek been beer bel ben berg best beste bever bezem bier bij bisschop blaak blad blauw bloem bode boek
    boer bol bolle bon boom boon boot bord borst bos bosch bot boter bouw braak brand brede brink broek broer bron
    brouwer brug bruin bruine burg burger buur coster daal dak dam dans deken dekker dekkers denk dennis dienst dijk
    dik door draaijer draak droog drost duif duin duits eik eiland engel engelen engels erp ezel fleur floor fontein
    frank gaal gans gast geel geest geld gerrits goed goede gouden graaf graf gras grave groen groot grote haak haan
    haar haas hal hals hamer hand harder hart haver heer heide heks held hemel hen herder herfst hert hertog heuvel
    hoed hoek hoeven hof hol hond honing hoofd hoogte hoop hoorn horst houder hout huis huisman hulp iris jaar jager
    jas jet jong jonge jongen juli juni kaars kaart kaas kamer kamp kampen kan kant kasteel kat keizer kelder keller
    kerk kers kerst ketel keuken keur kind kist klaver klein kleine klerk klok kluis knop koek koen kok koning koop
    kop koper korenaar kort korte koster kraai kraan kramer krans krijger kruis krul kuil kuiper kunst kust kwart
    laan laat lam land lang lange last leerling leeuw leger lente les lied lieve lijn linde links lof loos lot lucht
    maan maand maart maas mag mark markt meer mees meester mei meid melk mens merel mes mesman messing meter meulen
    midden mol molen molenaar mond moor mos muis mulder mus muur naber nacht nagel nederlof niemand nieuw noord noot
    nu oever offer oom oord oorlog oost oud oude oven paal paard pas pauw peer pen peper perk pier pijl plaats plan
    plas plein poel poort poot pop post pot prins punt raad raaf rand recht reus ridder rijk rijn ring rood roos
    rosa rots ruiter rust sam schaap schaar schatten schep scherp schild schilder schip schipper schoen school
    schout schouten schrijver schut slager slang slot smal smid smit snel snijder snoek son speelman spek spiegel
    spijker sprong staal stad stam steen stein ster sterk stern stoel stok storm straat strand streng strijd stroom
    struik tak tand tas teun tijd timmer timmerman ton toon toren trap tuin uil vaart vader valk van vat veen veer
    veld verf vet vink vis visser vlag vlam vlas vlieger vliet vloed voet vogel vogels volk vonk voort vos vrede
    vriend vries vrij vrijdag vroeg vrolijk vuur waal waard wagen wal wand warm water weber weg weide werf werk west
    wever wiel wijn wijs wil wild wind winkel winter wit witte wol wolf wolk woud zaal zand zanden zaterdag zee
    zeeman zegers zeilmaker zijde zilver zomer zon zondag zorg zout zuid zwaan zwager zwart
"""

COMMON_WORDS: Final = frozenset(_WORDS.split())
"""Spelt as the check compares them: lower case, without accents."""
