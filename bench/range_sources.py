"""Sources of the physical ranges over which the plants are varied."""

STEAM = "Wagner and Pruss, J. Phys. Chem. Ref. Data 31 (2002) 387, doi 10.1063/1.1461829"
CO2_FREEZES = (
    "Span and Wagner, J. Phys. Chem. Ref. Data 25 (1996) 1509, doi 10.1063/1.555991: triple point 216.592 K, critical "
    "point 304.1282 K"
)
SALT_DISSOCIATES = (
    "Yang, Zhuang and Ross, Thermal stability of LiPF6 salt and Li-ion battery electrolytes containing LiPF6, Lawrence "
    "Berkeley National Laboratory: the salt is stable up to 380 K in a dry inert atmosphere (abstract)"
)
SOLVENTS_BOIL = (
    "CRC Handbook, Physical Constants of Organic Compounds, and CAS Common Chemistry, as held by chemicals 1.5.2 "
    "(Bell et al.): acetonitrile 81.6, dimethyl carbonate 90.1, ethylene carbonate 248 degC"
)
LIME_PH = (
    "Calcium hydroxide as a highly alkaline pH standard, J. Res. Natl. Bur. Stand. 56 (1956) 305-312, "
    "doi 10.6028/jres.056.040 (abstract)"
)
ACID_BOILS = (
    "CRC Handbook, Physical Constants of Inorganic Compounds, as held by chemicals 1.5.2 (Bell et al.): sulfuric acid "
    "337 degC"
)
ACID_ROASTED = (
    "Kim and Azimi, RSC Adv. (2020), doi 10.1039/d0ra05797e: acid baking at 200 to 400 degC; review of lithium-ion "
    "battery materials, doi 10.1021/acs.chemrev.4c00980: spodumene at 250 degC"
)
SPODUMENE_INVERTS = (
    "Moore et al., Phys. Chem. Chem. Phys. 20 (2018) 10753, doi 10.1039/C7CP07754H: kinetics at 896 to 940 degC; "
    "Materials 14 (2021) 7423, doi 10.3390/ma14237423: heat treatment at 900 to 1050 degC (abstracts)"
)
SPODUMENE_MELTS = "ceramic-materials.com, Australian spodumene: melting point 1420 degC"
MANGANESE_REDUCED = (
    "Liu, Thomas, Williams and Donne, J. Therm. Anal. Calorim. 80 (2005) 625-629, doi 10.1007/s10973-005-0704-8 "
    "(abstract)"
)
FLANGES = "ASME B16.5, class 2500 of material group 2.2 at 38 degC: 425.3 bar, as quoted by ragnarmetalstube.com"
RAIN = (
    "WMO archive of weather and climate extremes: Cherrapunji, August 1860 to July 1861; Paulhus, Mon. Weather Rev. 93 "
    "(1965) 331-335"
)
HEAP = (
    "Thiel and Smith, State of the practice review of heap leach pad design issues (2003): depths approach 150 m, ore "
    "densities 1500 to 1800 kg/m3"
)
ORE_STACKED = (
    "Minera Las Cenizas, DIA Modificacion V Planta de Oxidos Taltal (2021), Table 1-44: 5 L/h/m2, cycle of 82 d; "
    "Codelco Chuquicamata, Informe resultados metalurgicos pila semi-industrial (2012): cure with 11.30 kg/t acid and "
    "46.9 kg/t water, 7 d of rest"
)
COPPER_DEPOSITED = (
    "Aghazadeh, Zakeri and Bafghi, Hydrometallurgy 111-112 (2012) 103-108: cathodes at 50 to 350 A/m2 (abstract)"
)
ENTRAINED = (
    "SimSXEWCu v7.0, a published simulation after Kafumbila (code transcription): 2.0 L/m3 liquor in organic at "
    "extraction, 0.1 L/m3 organic in raffinate"
)
